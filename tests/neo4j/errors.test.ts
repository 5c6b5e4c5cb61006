import { Neo4jError } from 'neo4j-driver';
import { describe, expect, it } from 'vitest';
import { toAscribeError } from '#ascribe/store/neo4j/connection/errors.js';
import { createRetry } from '#ascribe/store/neo4j/connection/retry.js';

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
    ['Neo.TransientError.General.MemoryPoolOutOfMemoryError', 'STORE_OUT_OF_MEMORY'],
    ['Neo.TransientError.General.TransactionOutOfMemoryError', 'STORE_OUT_OF_MEMORY'],
    ['Neo.TransientError.General.OutOfMemoryError', 'STORE_OUT_OF_MEMORY'],
    ['Neo.DatabaseError.General.OutOfMemoryError', 'STORE_OUT_OF_MEMORY'],
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

  it('becomes STORE_OUT_OF_MEMORY with the setting to raise, and is not tried again', async () => {
    const code = 'Neo.TransientError.General.MemoryPoolOutOfMemoryError';
    const message =
      'The allocation of an extra 2.0 MiB would use more than the limit 358.4 MiB. Currently using 357.9 MiB. dbms.memory.transaction.total.max threshold reached';
    expect(convert(code, message).message).toMatch(
      /raise server\.memory\.heap\.max_size .*or dbms\.memory\.transaction\.total\.max if it is set/,
    );
    let attempts = 0;
    const attempt = createRetry(30_000)('WRITE', () => {
      attempts++;
      return Promise.reject(new Neo4jError(message, code, '50N42', 'status'));
    });
    await expect(attempt).rejects.toMatchObject({ code });
    expect(attempts).toBe(1);
  });

  it('keeps only the cause if the driver adds general advice', () => {
    const error = convert(
      'ServiceUnavailable',
      'Failed to connect. Please ensure that … Caused by: connect ECONNREFUSED 127.0.0.1:1',
    );
    expect(error.message).toBe(`Neo4j at ${WHERE} cannot be reached: connect ECONNREFUSED 127.0.0.1:1`);
  });
});
