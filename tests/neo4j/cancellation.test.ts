import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inStoppable, unlessAborted } from '#ascribe/store/neo4j/stoppable.js';
import { NEO4J_TIMEOUT, type TestNeo4j, testNeo4j, whyNoNeo4j } from './server.js';

describe.skipIf((await whyNoNeo4j()) !== null)('a read on Neo4j that is given up', () => {
  let neo4j: TestNeo4j;
  beforeAll(async () => {
    neo4j = await testNeo4j();
  }, NEO4J_TIMEOUT);
  afterAll(() => neo4j?.stop());

  const running = async () => {
    const { records } = await neo4j.driver.executeQuery(
      'SHOW TRANSACTIONS YIELD metaData AS data WHERE data.ascribeRead IS NOT NULL RETURN data',
    );
    return records.length;
  };

  it('rejects at once, and the server stops what it does', async () => {
    const controller = new AbortController();
    const session = (defaultAccessMode: 'READ' | 'WRITE') => neo4j.driver.session({ defaultAccessMode });
    const slow = unlessAborted(controller.signal, () =>
      inStoppable(controller.signal, session, 120_000, (query) =>
        query('UNWIND range(1, 100000000000) AS n RETURN count(n) AS n'),
      ),
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
