import { Neo4jError } from 'neo4j-driver';
import { describe, expect, it } from 'vitest';
import { toAscribeError } from '#ascribe/store/neo4j/connection/errors.js';

const WHERE = 'bolt://db.example:7687';
const convert = (code: string, message: string) =>
  toAscribeError(new Neo4jError(message, code, '50N42', 'status'), WHERE) as Error & {
    readonly code: string;
  };

describe('an error of Neo4j', () => {
  it.each([
    ['ServiceUnavailable', 'STORE_UNAVAILABLE'],
    ['SessionExpired', 'STORE_UNAVAILABLE'],
    // A stopping server ends its transactions with this error.
    ['Neo.ClientError.Transaction.Terminated', 'STORE_UNAVAILABLE'],
    ['Neo.TransientError.General.DatabaseUnavailable', 'STORE_UNAVAILABLE'],
    ['Neo.ClientError.Cluster.NotALeader', 'STORE_UNAVAILABLE'],
    ['Neo.TransientError.Transaction.DeadlockDetected', 'STORE_UNAVAILABLE'],
    ['Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration', 'STORE_UNAVAILABLE'],
    ['Neo.ClientError.Security.Unauthorized', 'STORE_UNUSABLE'],
    ['Neo.ClientError.Database.DatabaseNotFound', 'STORE_UNUSABLE'],
    ['Neo.ClientError.Statement.SyntaxError', 'INTERNAL'],
  ])('%s becomes %s, in one line with the address', (code, expected) => {
    const error = convert(code, 'first line\nsecond line');
    expect(error.code).toBe(expected);
    expect(error.message).toMatch(/^Neo4j at bolt:\/\/db\.example:7687:? [^\n]+$/);
  });

  it('becomes STORE_UNAVAILABLE if no connection was available in time, although the driver gives no code', () => {
    const error = convert(
      'N/A',
      'Connection acquisition timed out in 10000 ms. Pool status: Active conn count = 0.',
    );
    expect(error).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('NEO4J_MAX_CONNECTIONS'),
    });
  });

  it('keeps only the cause if the driver adds general advice', () => {
    const error = convert(
      'ServiceUnavailable',
      'Failed to connect. Please ensure that … Caused by: connect ECONNREFUSED 127.0.0.1:1',
    );
    expect(error.message).toBe(`Neo4j at ${WHERE} cannot be reached: connect ECONNREFUSED 127.0.0.1:1`);
  });
});
