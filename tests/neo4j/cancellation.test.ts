import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unlessAborted } from '#ascribe/deadline.js';
import { readIn } from '#ascribe/store/neo4j/transaction.js';
import { NEO4J_TIMEOUT, type TestNeo4j, testNeo4j, whyNoNeo4j } from './server.js';

describe.skipIf((await whyNoNeo4j()) !== null)('a read on Neo4j that is given up', () => {
  let neo4j: TestNeo4j;
  beforeAll(async () => {
    neo4j = await testNeo4j();
  }, NEO4J_TIMEOUT);
  afterAll(() => neo4j?.stop());

  const ENDLESS = 'UNWIND range(1, 100000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS n';
  const running = async () => {
    const { records } = await neo4j.driver.executeQuery(
      'SHOW TRANSACTIONS YIELD currentQuery AS text WHERE text = $text RETURN text',
      { text: ENDLESS },
    );
    return records.length;
  };

  it('rejects at once, and the server stops what it does', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const slow = unlessAborted(signal, () =>
      readIn(neo4j.driver.session(), 120_000, (query) => query(ENDLESS), signal),
    );
    const ended = expect(slow).rejects.toThrow('enough');
    while ((await running()) === 0) await sleep(50);
    const given = performance.now();
    controller.abort(new Error('enough'));
    await ended;
    expect(performance.now() - given).toBeLessThan(2_000);
    while ((await running()) > 0) await sleep(50);
  }, 60_000);
});
