import { execute, parse, validate } from 'graphql';
import { createChangeFeed } from '#ascribe/api/change-feed.js';
import { type Context, readingBy } from '#ascribe/api/execution/context.js';
import { DEFAULT_LIMITS } from '#ascribe/api/limits/limits.js';
import { beginWork } from '#ascribe/api/limits/work.js';
import { buildSchema } from '#ascribe/api/schema.js';
import type { Store } from '#ascribe/store/store.js';
import type { PrepareQuery } from './neo4j-graphql.js';

const schema = buildSchema();
const UNLIMITED = { ...DEFAULT_LIMITS, records: Infinity, answer: Infinity };

/** GraphQL over a store as ascribe runs it, but for HTTP. */
export function openAscribeGraphql(store: Store): PrepareQuery {
  const feed = createChangeFeed(store);
  return (text) => {
    const document = parse(text);
    const [mistake] = validate(schema, document);
    if (mistake !== undefined) throw mistake;
    return async (variableValues) => {
      const work = beginWork(UNLIMITED, null, false);
      const contextValue: Context = {
        ...readingBy(store),
        work,
        beginEvent: () => {},
        gone: work.signal,
        caller: () => '',
        writable: store,
        feed,
        requireKey: () => '',
        requireReader: () => {},
      };
      const { data, errors } = await execute({ schema, document, variableValues, contextValue });
      work.end(false);
      if (errors?.[0] !== undefined) throw errors[0];
      return data;
    };
  };
}
