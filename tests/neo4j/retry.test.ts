import { Neo4jError } from 'neo4j-driver';
import { describe, expect, it } from 'vitest';
import { createRetry } from '#ascribe/store/neo4j/connection/retry.js';

const failure = (code: string) => new Neo4jError('it said no', code, '50N42', 'status');
const AWAY = failure('ServiceUnavailable');
const NO_LEADER = failure('SessionExpired');
const DEADLOCK = failure('Neo.TransientError.Transaction.DeadlockDetected');
const MISTAKE = failure('Neo.ClientError.Statement.SyntaxError');

const SHORT = { READ: 150, WRITE: 600 };

/** Fails with these, one after the other, the last of them for ever; or answers where one is null. */
function failing(...failures: readonly (Error | null)[]) {
  const state = { attempts: 0 };
  const attempt = async () => {
    const next = failures[Math.min(state.attempts++, failures.length - 1)];
    if (next) throw next;
    return 'answer';
  };
  return { attempt, state };
}

async function rejected(promise: Promise<unknown>): Promise<{ error: unknown; time: number }> {
  const start = performance.now();
  const error = await promise.then(
    () => 'none',
    (thrown: unknown) => thrown,
  );
  return { error, time: performance.now() - start };
}

describe('a transaction that fails', () => {
  it.each([AWAY, NO_LEADER, DEADLOCK])('is tried again on $code', async (error) => {
    const { attempt, state } = failing(error, error, null);
    expect(await createRetry(30_000)('READ', attempt)).toBe('answer');
    expect(state.attempts).toBe(3);
  });

  it('is not tried again where that cannot help', async () => {
    const { attempt, state } = failing(MISTAKE);
    expect((await rejected(createRetry(30_000)('WRITE', attempt))).error).toBe(MISTAKE);
    expect(state.attempts).toBe(1);
  });

  it('waits for a server that is away a short time for a read, longer for a write, and not longer than it was told', async () => {
    const read = await rejected(createRetry(30_000, SHORT)('READ', failing(AWAY).attempt));
    const write = await rejected(createRetry(30_000, SHORT)('WRITE', failing(AWAY).attempt));
    const told = await rejected(createRetry(100, SHORT)('WRITE', failing(AWAY).attempt));
    expect([read.error, write.error, told.error]).toEqual([AWAY, AWAY, AWAY]);
    // Timers may come late on a busy machine, and never early by more than a rounding.
    expect(read.time).toBeGreaterThan(140);
    expect(write.time).toBeGreaterThan(590);
    expect(told.time).toBeGreaterThan(90);
    expect(told.time).toBeLessThan(590);
  });

  it('outlasts a choice of leader that takes longer than a server may be away', async () => {
    const { attempt } = failing(NO_LEADER, NO_LEADER, NO_LEADER, null);
    expect(await createRetry(30_000, { READ: 0, WRITE: 0 })('WRITE', attempt)).toBe('answer');
  });

  it('does not wait anew where others have waited for the server already, until it has answered', async () => {
    const tried = createRetry(30_000, SHORT);
    await rejected(tried('WRITE', failing(AWAY).attempt));
    const second = failing(AWAY, null);
    expect((await rejected(tried('WRITE', second.attempt))).error).toBe(AWAY);
    expect(second.state.attempts).toBe(1);
    await tried('READ', failing(null).attempt);
    expect(await tried('WRITE', failing(AWAY, null).attempt)).toBe('answer');
  });
});
