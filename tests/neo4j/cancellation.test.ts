import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { withAbort } from '#ascribe/async/deadline.js';
import type { Query } from '#ascribe/store/neo4j/connection/cypher.js';
import { inReadTransaction } from '#ascribe/store/neo4j/connection/transaction.js';
import { neo4jReads } from '#ascribe/store/neo4j/read/read-port.js';
import { worstCaseEdges } from '../domain/worst-case-graph.js';
import { article, entity } from '../store-contract/article-builder.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

describeNeo4j('a cancelled read on Neo4j', () => {
  const neo4j = useTestNeo4j();

  const ENDLESS = 'UNWIND range(1, 100000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS n';
  const running = async () => {
    const { records } = await neo4j.driver.executeQuery(
      'SHOW TRANSACTIONS YIELD currentQuery AS text WHERE text = $text RETURN text',
      { text: ENDLESS },
    );
    return records.length;
  };

  it('rejects at once, and the server stops the statement', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const slow = withAbort(signal, () =>
      inReadTransaction(neo4j.driver.session(), 120_000, (query) => query(ENDLESS), signal),
    );
    const ended = expect(slow).rejects.toThrow('enough');
    while ((await running()) === 0) await sleep(50);
    const abortedAt = performance.now();
    controller.abort(new Error('enough'));
    await ended;
    expect(performance.now() - abortedAt).toBeLessThan(30_000);
    while ((await running()) > 0) await sleep(50);
  });

  it('stops a path search between statements', async () => {
    const store = await neo4j.openEmptyStore();
    const links = worstCaseEdges(20);
    const entities = [...new Set(links.flat())].map((id) => entity(id));
    const says = links.map(([subjectId, objectId]) => ({ subjectId, objectId }));
    await store.write((writer) => writer.put([article('one', { entities, says })]));
    await store.close();

    const controller = new AbortController();
    const { signal } = controller;
    let runningStatements = 0;
    const withCount =
      (query: Query): Query =>
      async (...statement) => {
        runningStatements += 1;
        return query(...statement).finally(() => {
          runningStatements -= 1;
        });
      };
    const reads = neo4jReads(
      (work) => inReadTransaction(neo4j.driver.session(), 60_000, (query) => work(withCount(query))),
      'now',
      signal,
    );
    const request = { fromId: 'from', toId: 'to', maxLength: 8, limit: 10, avoid: [], through: [] };
    let ended = false;
    const searched = reads.paths(request, 'BOTH', { statuses: ['REPORTED'] }).finally(() => {
      ended = true;
    });
    const rejection = expect(searched).rejects.toThrow('enough');
    // A turn of the event loop without a running statement is one in which the search yields. One more follows at its end.
    for (let turns = 0; !ended && turns < 5; turns += runningStatements === 0 ? 1 : 0) await setImmediate();
    controller.abort(new Error('enough'));
    await rejection;
  });
});
