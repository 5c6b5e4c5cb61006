import { Neo4jError } from 'neo4j-driver';
import { describe, expect, it } from 'vitest';
import { toAscribeError } from '#ascribe/store/neo4j/connection/errors.js';

const WHERE = 'bolt://db.example:7687';
const told = (code: string, message: string) =>
  toAscribeError(new Neo4jError(message, code, '50N42', 'status'), WHERE) as Error & {
    readonly code: string;
  };

describe('what Neo4j says is told in the codes of ascribe', () => {
  it.each([
    ['ServiceUnavailable', 'STORE_UNAVAILABLE'],
    ['SessionExpired', 'STORE_UNAVAILABLE'],
    // What a server that is being stopped says of the transactions that it ends.
    ['Neo.ClientError.Transaction.Terminated', 'STORE_UNAVAILABLE'],
    ['Neo.TransientError.General.DatabaseUnavailable', 'STORE_UNAVAILABLE'],
    ['Neo.ClientError.Cluster.NotALeader', 'STORE_UNAVAILABLE'],
    ['Neo.TransientError.Transaction.DeadlockDetected', 'STORE_UNAVAILABLE'],
    ['Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration', 'STORE_UNAVAILABLE'],
    ['Neo.ClientError.Security.Unauthorized', 'STORE_UNUSABLE'],
    ['Neo.ClientError.Database.DatabaseNotFound', 'STORE_UNUSABLE'],
    ['Neo.ClientError.Statement.SyntaxError', 'INTERNAL'],
  ])('%s as %s, in one line that says where', (code, expected) => {
    const error = told(code, 'first line\nsecond line');
    expect(error.code).toBe(expected);
    expect(error.message).toMatch(/^Neo4j at bolt:\/\/db\.example:7687:? [^\n]+$/);
  });

  it('a connection that never came as STORE_UNAVAILABLE, though the driver gives it no code', () => {
    const error = told(
      'N/A',
      'Connection acquisition timed out in 10000 ms. Pool status: Active conn count = 0.',
    );
    expect(error).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('NEO4J_MAX_CONNECTIONS'),
    });
  });

  it('the cause alone where the driver adds general advice', () => {
    const error = told(
      'ServiceUnavailable',
      'Failed to connect. Please ensure that … Caused by: connect ECONNREFUSED 127.0.0.1:1',
    );
    expect(error.message).toBe(`Neo4j at ${WHERE} cannot be reached: connect ECONNREFUSED 127.0.0.1:1`);
  });
});
