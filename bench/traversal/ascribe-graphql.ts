import { execute, parse, validate } from 'graphql';
import { createChangeFeed } from '#ascribe/api/change-feed.js';
import { createReadState, type RequestContext } from '#ascribe/api/execution/context.js';
import { createWriteClock } from '#ascribe/api/execution/write-clock.js';
import { startExecutionBudget } from '#ascribe/api/limits/execution-budget.js';
import { buildSchema } from '#ascribe/api/schema.js';
import { readConfig } from '#ascribe/config/config.js';
import type { Store } from '#ascribe/store/store.js';
import type { PrepareQuery } from './neo4j-graphql.js';

const schema = buildSchema();
const UNLIMITED = { ...readConfig({}, {}).limits, records: Infinity, responseSize: Infinity };

/** Executes GraphQL on a store as ascribe does, without HTTP. */
export function openAscribeGraphql(store: Store): PrepareQuery {
  const feed = createChangeFeed(store, { maxSubscribers: 1 });
  const writeClock = createWriteClock(store);
  return (text) => {
    const document = parse(text);
    const [error] = validate(schema, document);
    if (error !== undefined) throw error;
    return async (variableValues) => {
      const budget = startExecutionBudget(UNLIMITED, null, false);
      const contextValue: RequestContext = {
        requestId: undefined,
        recordProblem: () => {},
        ...createReadState(store, store, writeClock),
        writeClock,
        budget,
        beginEvent: () => {},
        disconnectSignal: budget.signal,
        caller: () => '',
        writable: store,
        feed,
        requireKey: () => '',
        requireReader: () => {},
      };
      const { data, errors } = await execute({ schema, document, variableValues, contextValue });
      budget.finish(false);
      if (errors?.[0] !== undefined) throw errors[0];
      return data;
    };
  };
}
