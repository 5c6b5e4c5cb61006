import { beforeEach, describe, expect, it } from 'vitest';
import type { Claim } from '#ascribe/domain/records.js';
import type { Query } from '#ascribe/store/neo4j/connection/cypher.js';
import { inReadTransaction } from '#ascribe/store/neo4j/connection/transaction.js';
import { neo4jReads } from '#ascribe/store/neo4j/read/read-port.js';
import { sealJson, unseal } from '#ascribe/store/sealed-json.js';
import type { Reads, Store, TimelineFilter } from '#ascribe/store/store.js';
import { article, buildClaim, type ClaimSpec, entity } from '../store-contract/article-builder.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

const DATED = { subjectId: 'blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04' } } as const;
const LINKS = { subjectId: 'river-front', predicate: 'PERPETRATED', objectId: 'blast' } as const;
const ENTITIES = [entity('arland'), entity('river-front', 'ARMED_GROUP'), entity('blast', 'ATTACK')];
const PAGE = { first: 10, after: null };
const REPORTED = { statuses: ['REPORTED' as const] };

/** Each Neo4j statement sees all earlier commits, not the state at the start of its transaction. */
describeNeo4j('a read on Neo4j while others write', () => {
  const neo4j = useTestNeo4j();
  let store: Store;
  beforeEach(async () => {
    store = await neo4j.openEmptyStore();
    await store.write((writer) => writer.put([article('one', { entities: ENTITIES, says: [DATED, LINKS] })]));
    return () => store.close();
  });

  const assessAsAlleged = (claimId: string) =>
    store.write((writer) =>
      writer.assess({ claimId, analyst: 'anna', status: 'ALLEGED', confidence: 20, rationale: 'made up' }),
    );
  const replaceArticle = (says: readonly ClaimSpec[]) =>
    store.write((writer) => writer.put([article('one', { entities: ENTITIES, says })]));

  /** Returns the result of a read, while this write is committed after its nth statement. */
  async function readDuring<T>(
    read: (reads: Reads) => Promise<T>,
    after: number,
    write: () => Promise<unknown>,
  ) {
    let statements = 0;
    const meanwhile =
      (query: Query): Query =>
      async (...statement) => {
        const rows = await query(...statement);
        statements += 1;
        if (statements === after) await write();
        return rows;
      };
    const result = await read(
      neo4jReads(
        (work) => inReadTransaction(neo4j.driver.session(), 60_000, (query) => work(meanwhile(query))),
        'now',
      ),
    );
    expect(statements).toBeGreaterThan(after);
    return result;
  }

  it('returns no claim whose record has a different status than its index', async () => {
    // Simulates a statement that finds a claim, then reads its record after a different transaction committed.
    const { records } = await neo4j.driver.executeQuery(
      'MATCH (c:Claim) RETURN c.id AS id, c.record AS record',
    );
    const rows = records.map((row) => {
      const { value, note } = unseal<Claim>(row.get('record'));
      const status = value.status === 'REPORTED' ? 'ALLEGED' : value.status;
      return { id: row.get('id'), record: sealJson({ ...value, status }, note) };
    });
    await neo4j.driver.executeQuery(
      'UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c.record = row.record',
      { rows },
    );
    const ids = ['river-front'];
    const reads: (() => Promise<unknown>)[] = [
      () => store.list('claims', REPORTED, PAGE),
      () => store.claimsOf(ids, 'BOTH', REPORTED, PAGE),
      () =>
        store.claimsOf(ids, 'BOTH', REPORTED, PAGE, {
          endpoints: true,
          citations: { page: PAGE, articles: true, speakers: true },
        }),
      () =>
        store.neighborhood(
          { entityId: 'river-front', depth: 1, maxEntities: 10, maxClaims: 10 },
          'BOTH',
          REPORTED,
        ),
      () => store.chainsFrom('river-front', 1, 'BOTH', REPORTED),
    ];
    for (const read of reads)
      await expect(read()).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringContaining('claims changed while they were read'),
      });
  });

  it('drops removed records from a search that reads too many quotes for one statement', async () => {
    const rows = Array.from({ length: 2_050 }, (_, number) => `grain of row ${number}`);
    const putRows = (quotes: readonly string[]) =>
      store.write((writer) =>
        writer.put([
          article('rows', {
            entities: ENTITIES,
            says: [{ ...LINKS, citations: quotes.map((quote) => ({ quote })) }],
          }),
        ]),
      );
    await putRows(rows);
    const search = async (reads: Reads) => {
      const statuses = ['CONFIRMED', 'REPORTED', 'ALLEGED'] as const;
      const { items, hasNext } = await reads.search('grain', { statuses }, { first: 10, after: null });
      return { quotes: items.map((hit) => (hit.type === 'citation' ? hit.citation.quote : '')), hasNext };
    };
    const { quotes } = await search(store);
    expect(quotes).toHaveLength(10);
    const removed = quotes.slice(0, 5);
    // The first three statements find the quotes, and the next one reads them.
    const during = await readDuring(search, 3, () => putRows(rows.filter((row) => !removed.includes(row))));
    // It looked for one more than the page, to know whether there is a next one.
    expect(during).toEqual({ quotes: [...quotes.slice(5), expect.any(String)], hasNext: true });
  });

  describe('the timeline', () => {
    const timeline = (more: Partial<TimelineFilter> = {}) => {
      const filter = { ...REPORTED, ...more };
      return (reads: Reads) => reads.timeline(filter, PAGE);
    };
    const linked = timeline({ entityIds: ['river-front'] });

    it('has no claim of a different status', async () => {
      const dated = buildClaim('one', DATED).id;
      for (const read of [
        timeline(),
        linked,
        timeline({ minConfidence: 30, statuses: ['REPORTED', 'ALLEGED'] }),
      ]) {
        expect((await read(store)).items).toHaveLength(1);
        expect(await readDuring(read, 1, () => assessAsAlleged(dated))).toMatchObject({
          items: [],
          cursors: [],
        });
        await store.write((writer) => writer.withdrawAssessment({ claimId: dated, analyst: 'anna' }));
      }
    });

    it('has no date linked by such a claim', async () => {
      for (const after of [1, 2]) {
        expect(
          await readDuring(linked, after, () => assessAsAlleged(buildClaim('one', LINKS).id)),
        ).toMatchObject({
          items: [],
        });
        await store.write((writer) =>
          writer.withdrawAssessment({ claimId: buildClaim('one', LINKS).id, analyst: 'anna' }),
        );
      }
    });

    it('has no removed claim', async () => {
      expect(await readDuring(timeline(), 1, () => replaceArticle([]))).toMatchObject({
        items: [],
        hasNext: false,
      });
    });
  });
});
