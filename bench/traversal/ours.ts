import { execute, parse, validate } from 'graphql';
import type { Context } from '#ascribe/api/context.js';
import { createLoaders } from '#ascribe/api/loaders.js';
import { createMoments } from '#ascribe/api/moments.js';
import { buildSchema } from '#ascribe/api/schema.js';
import type { Store } from '#ascribe/store/store.js';
import type { AskRival } from './rival.js';

const schema = buildSchema();

/** GraphQL over a store as ascribe runs it, but for HTTP. */
export function openOurs(store: Store): AskRival {
  return (text) => {
    const document = parse(text);
    const [mistake] = validate(schema, document);
    if (mistake !== undefined) throw mistake;
    return async (variableValues) => {
      const contextValue: Context = {
        store,
        writable: store,
        loaders: createLoaders(store),
        moments: createMoments((moment) => store.asOf(moment)),
        requireKey: () => '',
      };
      const { data, errors } = await execute({ schema, document, variableValues, contextValue });
      if (errors?.[0] !== undefined) throw errors[0];
      return data;
    };
  };
}
