import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { predicates, withNarrower } from '#ascribe/domain/ontology.js';
import { type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import type { Store } from '#ascribe/store/store.js';
import { FICTIONAL, SEEDS } from '../api/service.js';
import { article, type ClaimSpec, entity } from '../store-contract/article-builder.js';
import { documentedQueries, firstColumn, parseTables, queryForYear, readSection } from './neo4j-docs.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

const KEPT = ['Entity', 'Claim', 'Citation', 'Article', 'Source'] as const;
const ALL = Object.keys(STATUSES) as ClaimStatus[];
const SPONSORSHIP = withNarrower(['SPONSORS']);
const confirmedSponsorship = () => documentedQueries()[0]?.cypher ?? '';

it('docs/neo4j.md has ten questions, each with an explanation, a query that only reads, and its result', () => {
  expect(documentedQueries()).toHaveLength(10);
  for (const { title, explanation, cypher } of documentedQueries()) {
    expect(title).toMatch(/\?$/);
    expect(cypher).toMatch(/ORDER BY/);
    expect(cypher, 'no query may write').not.toMatch(/\b(CREATE|MERGE|SET|DELETE|REMOVE|CALL)\b/);
    expect(explanation.trim(), title).not.toBe('');
  }
});

describeNeo4j('the graph that docs/neo4j.md describes', () => {
  const neo4j = useTestNeo4j();
  let store: Store;

  const rows = async (cypher: string) => {
    const { records } = await neo4j.driver.executeQuery(cypher, {}, { routing: 'READ' });
    return records.map((record) => record.toObject());
  };
  const listed = async (cypher: string) =>
    (await rows(`${cypher} AS one`)).map(({ one }) => one as string).sort();

  describe('after the import of the seeds', () => {
    beforeAll(async () => {
      store = await neo4j.openEmptyStore();
      expect((await importPaths(store, SEEDS)).problems).toEqual([]);
    });
    afterAll(() => store?.close());

    it.each([...documentedQueries(), { title: 'The status in a year', ...queryForYear() }])(
      'returns the printed result: $title',
      async ({ cypher, result }) => {
        const { keys, records } = await neo4j.driver.executeQuery(cypher, {}, { routing: 'READ' });
        const found = records.map((record) => keys.map((key) => formatCell(record.get(key))));
        if (result === null) expect(found).toEqual([]);
        else expect({ head: keys, rows: found }).toEqual(result);
      },
    );

    it('finds confirmed sponsorship only for CONFIRMED claims', async () => {
      expect(await rows(confirmedSponsorship())).toHaveLength(
        await store.count('claims', { statuses: ['CONFIRMED'], predicates: ['SPONSORS'] }),
      );
    });

    describe('and after corrections of each kind', () => {
      beforeAll(async () => {
        // They have texts, and one of them is retracted.
        expect((await importPaths(store, FICTIONAL)).problems).toEqual([]);
        const put = (...given: Parameters<typeof article>) =>
          store.write((writer) => writer.put([article(...given)]));
        const entities = [
          entity('one-land'),
          entity('one-group', 'ARMED_GROUP'),
          entity('one-depot', 'ASSET'),
        ];
        const target = { subjectId: 'one-group', predicate: 'TARGETS', objectId: 'one-depot' } as const;
        const claims = { subjectId: 'one-land', objectId: 'one-group' };
        await put('one', { entities, says: [{ ...claims, citations: [{ validFrom: '2030' }] }] });
        await put('one', {
          source: { name: 'Renamed', affiliation: 'one-land' },
          article: { title: 'Another title' },
          entities: entities.map((one) => ({ ...one, name: `${one.name} renamed` })),
          says: [{ ...claims, citations: [{ modality: 'ACCUSED' }] }, target],
        });
        const [{ id: claimId = '' } = {}] = (
          await store.list('claims', { statuses: ALL, subjectIds: ['one-land'] }, { first: 1, after: null })
        ).items;
        const analyst = 'ada';
        const assessment = { claimId, analyst, status: 'DENIED', confidence: 10, rationale: 'seen' } as const;
        await store.write((writer) => writer.assess(assessment));
        await store.write((writer) => writer.assess(assessment));
        await store.write((writer) =>
          writer.retract({
            articleId: 'article:meridian-wire-2031-04-12-port-sele',
            reason: 'made up',
            analyst,
            includeDerived: true,
          }),
        );
        await put('erased', { entities, says: [claims] });
        await store.write((writer) =>
          writer.erase({ id: 'article:erased', reason: 'TAKEDOWN', erasedBy: 'root' }),
        );
        await store.write((writer) => writer.applyPolicy({ ...DEFAULT_POLICY, version: 3 }, 1));
      });

      it('has exactly the labels that the page lists', async () => {
        expect(await listed('CALL db.labels() YIELD label RETURN label')).toEqual(
          firstColumn('Nodes', 'label').sort(),
        );
      });

      it.each([
        ...KEPT,
        'Change',
        'Assessment',
        'Policy',
        'Text',
        'DeclaredText',
        'TextDeclaration',
        'ClaimDate',
        'ClaimPeriod',
        'Erasure',
        'Ascribe',
      ])('has exactly the properties of %s that the page lists', async (label) => {
        expect(await listed(`MATCH (n:${label}) UNWIND keys(n) AS key RETURN DISTINCT key`)).toEqual(
          firstColumn(label, 'property').sort(),
        );
      });

      it('has exactly the evidence relationships that the page lists, with their ends and properties', async () => {
        const found = await rows(
          `MATCH (a)-[r]->(b) WHERE NOT (a:Entity AND b:Entity)
           RETURN DISTINCT type(r) AS type,
                  CASE WHEN a:Entity THEN 'Entity' ELSE labels(a)[0] END + ' → ' +
                  CASE WHEN b:Entity THEN 'Entity' ELSE labels(b)[0] END AS ends, keys(r) AS keys`,
        );
        const [table = []] = parseTables(readSection('Evidence'));
        expect(found.map(({ type, ends, keys }) => [type, ends, keys.join(', ')]).sort()).toEqual(
          table
            .slice(1)
            .map((line) => line.slice(0, 3))
            .sort(),
        );
      });

      it('connects entities only by relationship types and properties that the page lists', async () => {
        const [patterns = []] = parseTables(readSection('Claims between entities'));
        expect(patterns.slice(1).map(([status]) => status)).toEqual(ALL);
        const types = patterns
          .slice(1)
          .flatMap(([, pattern = '']) => predicates.map((name) => pattern.replace('<PREDICATE>', name)));
        const between = 'MATCH (:Entity)-[r]->(:Entity)';
        for (const type of await listed(`${between} RETURN DISTINCT type(r)`)) expect(types).toContain(type);
        expect(await listed(`${between} UNWIND keys(r) AS key RETURN DISTINCT key`)).toEqual(
          firstColumn('Claims between entities', 'property').sort(),
        );
      });

      it('has no relationship type that the page omits', async () => {
        const evidence = new Set(firstColumn('Evidence', 'type'));
        const others = await listed(
          'CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType',
        );
        expect(others.filter((type) => !evidence.delete(type))).toEqual(
          await listed('MATCH (:Entity)-[r]->(:Entity) RETURN DISTINCT type(r)'),
        );
        expect([...evidence]).toEqual([]);
      });

      it('has exactly the constraints and indexes that the page lists', async () => {
        const constraints = firstColumn('Constraints and indexes', 'constraint').sort();
        const indexes = firstColumn('Constraints and indexes', 'index').sort();
        const names = async (what: string) => (await rows(what)).map(({ name }) => name).sort();
        expect(await names('SHOW CONSTRAINTS YIELD name')).toEqual(constraints);
        expect(
          await names(
            `SHOW INDEXES YIELD name, type, owningConstraint WHERE type <> 'LOOKUP' AND owningConstraint IS NULL`,
          ),
        ).toEqual(indexes);
      });

      it('archives earlier versions with their properties and without relationships', async () => {
        for (const record of KEPT) {
          const properties = await listed(
            `MATCH (n:Past${record}) UNWIND keys(n) AS key RETURN DISTINCT key`,
          );
          expect([
            ...firstColumn(record, 'property'),
            ...firstColumn('Archived versions', 'property'),
          ]).toEqual(expect.arrayContaining(properties));
          expect(properties).toContain('replacedAt');
          expect(await rows(`MATCH (n:Past${record})--() RETURN n`)).toEqual([]);
        }
      });
    });
  });

  describe('after the import of one claim of each kind of sponsorship and each status', () => {
    const groupOf = (predicate: string, status: string) =>
      `${predicate}-${status}`.toLowerCase().replaceAll('_', '-');
    const of = (
      statuses: readonly ClaimStatus[],
      citation: NonNullable<ClaimSpec['citations']>[number],
    ): ClaimSpec[] =>
      SPONSORSHIP.flatMap((predicate) =>
        statuses.map((status) => ({
          predicate,
          objectId: groupOf(predicate, status),
          citations: [citation],
        })),
      );
    const entities = [
      entity('arland'),
      ...SPONSORSHIP.flatMap((predicate) =>
        ALL.map((status) => entity(groupOf(predicate, status), 'ARMED_GROUP')),
      ),
    ];
    beforeEach(async () => {
      store = await neo4j.openEmptyStore();
      await store.write((writer) =>
        writer.put([
          article('one', {
            entities,
            says: [
              ...of(['CONFIRMED', 'REPORTED', 'DISPUTED'], {}),
              ...of(['ALLEGED'], { modality: 'ACCUSED' }),
            ],
          }),
          article('two', {
            entities,
            says: [...of(['CONFIRMED'], {}), ...of(['DISPUTED', 'DENIED'], { stance: 'DENIES' })],
          }),
          article('withdrawn', {
            entities,
            article: { retractedAt: '2031-05-01T00:00:00Z' },
            says: of(['RETRACTED'], {}),
          }),
        ]),
      );
      return () => store.close();
    });

    it('finds exactly the pairs with CONFIRMED claims', async () => {
      const { items } = await store.list('claims', { statuses: ALL }, { first: 100, after: null });
      expect(items).toHaveLength(SPONSORSHIP.length * ALL.length);
      for (const { predicate, objectId, status } of items) expect(objectId).toBe(groupOf(predicate, status));
      const found = await rows(confirmedSponsorship());
      expect(found.map(({ sponsor, how, sponsored }) => [sponsor, how, sponsored]).sort()).toEqual(
        SPONSORSHIP.map((predicate) => ['arland', predicate, groupOf(predicate, 'CONFIRMED')]).sort(),
      );
    });
  });

  describe('after the import of claims that have another status in each year', () => {
    const entities = [entity('arland'), ...['one', 'two', 'three'].map((id) => entity(id, 'ARMED_GROUP'))];
    const threat = (objectId: string, year: string | null, citation = {}): ClaimSpec => ({
      predicate: 'THREATENED',
      objectId,
      citations: [{ validFrom: year, validTo: year, ...citation }],
    });
    const [POSSIBLE, DENIES] = [{ modality: 'POSSIBLE' }, { stance: 'DENIES' }] as const;
    beforeAll(async () => {
      store = await neo4j.openEmptyStore();
      await store.write((writer) =>
        writer.put([
          article('courier', { entities, says: [threat('one', '2025'), threat('two', '-0044')] }),
          article('wire', { entities, says: [threat('one', '2025'), threat('two', '2025/2030')] }),
          article('gazette', { entities, says: [threat('one', '2026', POSSIBLE), threat('three', null)] }),
          article('paper', { entities, says: [threat('two', '2028', DENIES)] }),
        ]),
      );
    });
    afterAll(() => store?.close());

    const inYear = async (year: string) => {
      const found = await rows(queryForYear().cypher.replaceAll('2026-', `${year}-`));
      return found.map(({ how, whom }) => `${how} ${whom}`);
    };

    it('finds a claim in the year of its status, and not in a year for which it is alleged, disputed or undated', async () => {
      expect(await inYear('2024')).toEqual([]);
      expect(await inYear('2025')).toEqual(['REPORTED_THREATENED two', 'THREATENED one']);
      expect(await inYear('2026')).toEqual(['REPORTED_THREATENED two']);
      expect(await inYear('2028')).toEqual([]);
      expect(await inYear('2030')).toEqual(['REPORTED_THREATENED two']);
      expect(await inYear('-0044')).toEqual(['REPORTED_THREATENED two']);
      expect(await store.count('claims', { statuses: ['ALLEGED'], during: '2026' })).toBe(1);
    });

    it('agrees with the service on each year of the strongest status', async () => {
      for (const year of ['2024', '2025', '2026', '2027', '2028', '2029', '2030', '2031'])
        expect(await inYear(year)).toHaveLength(
          await store.count('claims', { statuses: ['CONFIRMED', 'REPORTED'], during: year }),
        );
    });
  });
});

/** A value as printed in a cell of the page. */
function formatCell(value: unknown): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
