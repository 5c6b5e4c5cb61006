import { setTimeout as sleep } from 'node:timers/promises';
import neo4j from 'neo4j-driver';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { withAbort } from '#ascribe/async/deadline.js';
import { AscribeError } from '#ascribe/domain/errors.js';
import type { Query, RunQueries } from '#ascribe/store/neo4j/connection/cypher.js';
import { shareTransactions } from '#ascribe/store/neo4j/connection/shared-transaction.js';
import { inReadStatement, inReadTransaction } from '#ascribe/store/neo4j/connection/transaction.js';
import { ANSWER, README_QUESTION, writeAnswer } from '../api/readme-question.js';
import { startService } from '../api/service.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

describeNeo4j('reads of one request on Neo4j', () => {
  const server = useTestNeo4j();
  let transactions = 0;
  /** Runs work in a transaction of the server, counted. */
  const run =
    (signal?: AbortSignal): RunQueries =>
    (work) => {
      transactions += 1;
      return withAbort(signal, () => inReadTransaction(server.driver.session(), 120_000, work, signal));
    };
  beforeAll(async () => (await server.openEmptyStore()).close());
  afterEach(() => {
    vi.restoreAllMocks();
    transactions = 0;
  });

  const returning = (value: number) => (query: Query) => query('RETURN $value AS value', { value });

  it('share one transaction: the question of the README takes three statements', async () => {
    const service = await startService({ open: () => server.openEmptyStore() });
    try {
      await writeAnswer(service);
      const begin = vi.spyOn(neo4j.Session.prototype, 'beginTransaction');
      const statement = vi.spyOn(neo4j.Transaction.prototype, 'run');
      expect(await service.data(README_QUESTION)).toEqual(ANSWER);
      // The claims of each alias with their citations and the entities of both, the first with the entity itself.
      expect([begin.mock.calls.length, statement.mock.calls.length]).toEqual([1, 3]);
      const alone = vi.spyOn(neo4j.Session.prototype, 'run');
      await service.data(README_QUESTION.replace(/(reported|disputed): .*/g, ''));
      expect([begin.mock.calls.length, alone.mock.calls.length]).toEqual([1, 1]);
    } finally {
      await service.close();
    }
  });

  it('that start in different turns do not share one', async () => {
    const shared = shareTransactions(run());
    expect(await Promise.all([1, 2, 3].map((value) => shared(returning(value))))).toEqual(
      [1, 2, 3].map((value) => [{ value }]),
    );
    expect(transactions).toBe(1);
    expect(await shared(returning(4))).toEqual([{ value: 4 }]);
    expect(transactions).toBe(2);
  });

  it('run again, each alone, if the transaction fails: only the read that is at fault rejects', async () => {
    const shared = shareTransactions(run());
    const outcomes = await Promise.allSettled([
      shared((query) => query('RETURN 1 / $zero AS value', { zero: 0 })),
      shared(returning(1)),
      shared(returning(2)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(outcomes[0]).toMatchObject({ reason: { code: 'Neo.ClientError.Statement.ArithmeticError' } });
    expect(transactions).toBe(4);
  });

  it('do not run again for an error that is not of the server', async () => {
    const shared = shareTransactions(run());
    const damage = new AscribeError('STORE_UNUSABLE', 'made up');
    const outcomes = await Promise.allSettled([
      shared(async (query) => {
        await query('RETURN 1');
        throw damage;
      }),
      shared(returning(2)),
    ]);
    expect(outcomes).toEqual([
      { status: 'rejected', reason: damage },
      { status: 'fulfilled', value: [{ value: 2 }] },
    ]);
    expect(transactions).toBe(1);
  });

  const endless = 'UNWIND range(1, 100000) AS a UNWIND range(1, 1000000) AS b RETURN max(a + b) AS n';
  const running = async () => {
    const { records } = await server.driver.executeQuery(
      'SHOW TRANSACTIONS YIELD currentQuery AS text WHERE text = $text RETURN text',
      { text: endless },
    );
    return records.length;
  };

  it('all reject at once on abort, and the server stops their transaction', async () => {
    const controller = new AbortController();
    const shared = shareTransactions(run(controller.signal));
    const reads = Promise.allSettled([shared((query) => query(endless)), shared(returning(1))]);
    while ((await running()) === 0) await sleep(50);
    const abortedAt = performance.now();
    controller.abort(new Error('enough'));
    expect(await reads).toMatchObject([{ reason: { message: 'enough' } }, { reason: { message: 'enough' } }]);
    while ((await running()) > 0) await sleep(50);
    expect(performance.now() - abortedAt).toBeLessThan(30_000);
  });

  it('of one statement stop on abort, too, and refuse a second statement', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const read = withAbort(signal, () =>
      inReadStatement(server.driver.session(), 120_000, (query) => query(endless), signal),
    );
    const ended = expect(read).rejects.toThrow('enough');
    while ((await running()) === 0) await sleep(50);
    const abortedAt = performance.now();
    controller.abort(new Error('enough'));
    await ended;
    while ((await running()) > 0) await sleep(50);
    expect(performance.now() - abortedAt).toBeLessThan(30_000);

    const two = inReadStatement(server.driver.session(), 60_000, async (query) => {
      await query('RETURN 1');
      await query('RETURN 2');
    });
    await expect(two).rejects.toThrow('second statement');
  });
});
