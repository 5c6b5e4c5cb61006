import { Neo4jError } from 'neo4j-driver';
import { describe, expect, it } from 'vitest';
import { createRetry } from '#ascribe/store/neo4j/connection/retry.js';

const failure = (code: string) => new Neo4jError('refused', code, '50N42', 'status');
const UNREACHABLE = failure('ServiceUnavailable');
const NO_LEADER = failure('SessionExpired');
const DEADLOCK = failure('Neo.TransientError.Transaction.DeadlockDetected');
const MISTAKE = failure('Neo.ClientError.Statement.SyntaxError');

const SHORT = { READ: 150, WRITE: 600 };

/** An attempt that fails with these errors in turn, then with the last one forever. A null makes it succeed. */
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

describe('a failing transaction', () => {
  it.each([UNREACHABLE, NO_LEADER, DEADLOCK])('is retried on $code', async (error) => {
    const { attempt, state } = failing(error, error, null);
    expect(await createRetry(30_000)('READ', attempt)).toBe('answer');
    expect(state.attempts).toBe(3);
  });

  it('is not retried on a permanent error', async () => {
    const { attempt, state } = failing(MISTAKE);
    expect((await rejected(createRetry(30_000)('WRITE', attempt))).error).toBe(MISTAKE);
    expect(state.attempts).toBe(1);
  });

  it('waits briefly for an unreachable server if it reads, longer if it writes, and never longer than the timeout', async () => {
    const read = await rejected(createRetry(30_000, SHORT)('READ', failing(UNREACHABLE).attempt));
    const write = await rejected(createRetry(30_000, SHORT)('WRITE', failing(UNREACHABLE).attempt));
    const LONG = { READ: 60_000, WRITE: 60_000 };
    const limited = await rejected(createRetry(100, LONG)('WRITE', failing(UNREACHABLE).attempt));
    expect([read.error, write.error, limited.error]).toEqual([UNREACHABLE, UNREACHABLE, UNREACHABLE]);
    // Timers may be late on a busy machine, but early only by rounding.
    expect(read.time).toBeGreaterThan(140);
    expect(write.time).toBeGreaterThan(590);
    expect(limited.time).toBeGreaterThan(90);
    expect(limited.time).toBeLessThan(30_000);
  });

  it('survives a leader election that takes longer than the limit for an unreachable server', async () => {
    const { attempt } = failing(NO_LEADER, NO_LEADER, NO_LEADER, null);
    expect(await createRetry(30_000, { READ: 0, WRITE: 0 })('WRITE', attempt)).toBe('answer');
  });

  it('does not wait again for a server that earlier calls waited for, until it answers', async () => {
    const retry = createRetry(30_000, SHORT);
    await rejected(retry('WRITE', failing(UNREACHABLE).attempt));
    const second = failing(UNREACHABLE, null);
    expect((await rejected(retry('WRITE', second.attempt))).error).toBe(UNREACHABLE);
    expect(second.state.attempts).toBe(1);
    await retry('READ', failing(null).attempt);
    expect(await retry('WRITE', failing(UNREACHABLE, null).attempt)).toBe('answer');
  });
});
