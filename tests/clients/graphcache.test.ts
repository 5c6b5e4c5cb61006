import { Client, fetchExchange } from '@urql/core';
import { cacheExchange, type KeyingConfig } from '@urql/exchange-graphcache';
import { getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  changedSince,
  type HistoryService,
  NOW_AND_THEN,
  type NowAndThen,
  startHistoryService,
  withoutTypenames,
} from './history-service.js';

let history: HistoryService;
beforeAll(async () => {
  history = await startHistoryService();
});
afterAll(() => history.service.close());

/** Types without an id are parts of the record that has them. */
function keysOf({ __schema }: IntrospectionQuery): KeyingConfig {
  return Object.fromEntries(
    __schema.types.flatMap((type) =>
      type.kind !== 'OBJECT' || type.fields.some(({ name }) => name === 'id')
        ? []
        : [[type.name, () => null] as const],
    ),
  );
}

it('Graphcache reads two moments and two windows of one query back from its cache as the service gave them', async () => {
  const schema: IntrospectionQuery = await history.service.data(getIntrospectionQuery());
  const warnings: string[] = [];
  const client = new Client({
    url: `${history.service.url}/graphql`,
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        schema,
        keys: keysOf(schema),
        logger: (severity, message) => {
          if (severity !== 'debug') warnings.push(message);
        },
      }),
      fetchExchange,
    ],
  });
  const variables = { earlier: history.earlier };
  const answer: NowAndThen = await history.service.data(NOW_AND_THEN, variables);
  expect(changedSince(answer).length).toBeGreaterThan(1);
  const { error } = await client.query(NOW_AND_THEN, variables).toPromise();
  expect(error).toBeUndefined();
  const cached = await client.query(NOW_AND_THEN, variables, { requestPolicy: 'cache-only' }).toPromise();
  expect(withoutTypenames(cached.data)).toEqual(answer);
  expect(warnings).toEqual([]);
});
