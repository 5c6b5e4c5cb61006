import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import neo4j, { type Record as DriverRecord } from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { type EphemeralNeo4j, startEphemeralNeo4j, stopServer } from '#ascribe/neo4j-server/index.js';
import { openGraphTables } from '#ascribe/store/neo4j/bulk/graph-tables.js';
import { writeBulkFiles } from '#ascribe/store/neo4j/bulk/write-bulk-files.js';
import { openNeo4j } from '#ascribe/store/neo4j/index.js';
import { openStore } from '#ascribe/store/open.js';
import type { Store } from '#ascribe/store/store.js';
import { runCli } from '../cli/run-cli.js';
import { isNeo4jUnavailable } from '../neo4j-server/run-neo4j-command.js';
import { removeFolder } from '../remove-folder.js';
import { article, entity } from '../store-contract/article-builder.js';
import { execScript } from './exec-script.js';
import { NEO4J_OPTIONS, NEO4J_TIMEOUT_MS } from './test-neo4j.js';

const ENTITIES = [
  entity('arland', 'STATE', {
    name: 'Arland, "the" Republic',
    aliases: ['Arlandia', 'République d’Arland'],
    description: 'A state.\nOn two lines, \\ with a backslash.',
    identifiers: [{ scheme: 'wikidata', value: 'Q1' }],
  }),
  entity('river-front', 'ARMED_GROUP'),
  entity('blast', 'ATTACK'),
];
const TWO_QUOTES = {
  citations: [
    { quote: 'first,\r\n"second" line\u2028', assertedBy: ['river-front', 'arland'] },
    { quote: 'they deny it', stance: 'DENIES', assertedBy: ['arland'] },
  ],
} as const;
const LINKS = {
  subjectId: 'river-front',
  predicate: 'PERPETRATED',
  objectId: 'blast',
  citations: [{ validFrom: '2031-04', validTo: '2031-06~', modality: 'ACCUSED', credibility: 4 }],
} as const;
const OPEN = {
  subjectId: 'arland',
  predicate: 'FUNDS',
  objectId: 'river-front',
  citations: [{ validFrom: '2019' }],
} as const;
const DATED = { subjectId: 'blast', predicate: 'DATED', value: { type: 'DATE', edtf: '2031-04' } } as const;
/** Not whole, unlike other figures. */
const YEARS = {
  subjectId: 'arland',
  predicate: 'TERM_YEARS',
  value: { type: 'YEARS', min: 2.5, max: 2.5 },
} as const;
const KILLED = {
  subjectId: 'blast',
  predicate: 'KILLED',
  value: { type: 'COUNT', min: 7, max: null, best: 9 },
} as const;

/** Writes that leave everything which a store can hold: the seeds, copies, retractions, dates, earlier versions, assessments, policies. */
async function fill(store: Store): Promise<void> {
  const seeds = fileURLToPath(new URL('../../seeds', import.meta.url));
  expect(await importPaths(store, [seeds])).toMatchObject({ problems: [], articles: { created: 31 } });
  const put = (...articles: Parameters<typeof article>[]) =>
    store.write((writer) => writer.put(articles.map((one) => article(...one))));
  await put(
    [
      'one',
      {
        entities: ENTITIES,
        source: { affiliation: 'arland' },
        says: [TWO_QUOTES, LINKS, DATED, KILLED, YEARS],
      },
    ],
    [
      'copy',
      {
        article: { derivedFrom: 'article:one', authors: ['A. Writer', 'B, "C"'] },
        entities: ENTITIES,
        says: [LINKS],
      },
    ],
    ['stray', { article: { derivedFrom: 'article:unknown' }, entities: ENTITIES, says: [OPEN] }],
    [
      'withdrawn',
      {
        article: { retractedAt: '2031-05-01', retractionReason: 'made up' },
        entities: ENTITIES,
        says: [{ subjectId: 'arland', predicate: 'SPONSORS', objectId: 'river-front' }, DATED],
      },
    ],
  );
  // A second import of an article with a change, which leaves earlier versions of everything.
  await put([
    'one',
    {
      entities: [entity('arland', 'STATE', { name: 'Arland', aliases: ['Aa'] }), ...ENTITIES.slice(1)],
      says: [LINKS, KILLED],
    },
  ]);
  await put([
    'two',
    { entities: ENTITIES, says: [{ subjectId: 'arland', predicate: 'SPONSORS', objectId: 'blast' }] },
  ]);
  const { items } = await store.list(
    'claims',
    { statuses: ['REPORTED', 'ALLEGED', 'DISPUTED', 'DENIED'], subjectIds: ['river-front'] },
    { first: 1, after: null },
  );
  const claimId = items[0]?.id as string;
  const given = { analyst: 'anna', status: 'CONFIRMED', confidence: 70, rationale: 'seen' } as const;
  await store.write((writer) =>
    writer.assess({ claimId, ...given, validFrom: '2031-04', validTo: '2031-05' }),
  );
  await store.write((writer) => writer.assess({ claimId, ...given }));
  await store.write((writer) => writer.withdrawAssessment({ claimId, analyst: 'anna' }));
  const retraction = { articleId: 'article:two', reason: 'wrong', analyst: 'anna', includeDerived: true };
  await store.write((writer) => writer.retract(retraction));
  await store.write((writer) => writer.applyPolicy({ ...DEFAULT_POLICY, version: 1001 }, 100));
}

// The importer needs the server stopped, so these tests use a separate one even if NEO4J_URI is set.
it('a column of the files has one type, whichever of its numbers are whole', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-test-'));
  const tables = openGraphTables(folder);
  for (const [from, to] of [
    [1, 2],
    [0.5, 2],
    [1, 2.5],
    [0.5, 2.5],
    [3, 4],
  ])
    tables.add('claimPeriod', ['1'], { from, to });
  const files = tables
    .close()
    .files.map(({ header, data }) =>
      [header, data].map((name) => readFileSync(join(folder, name), 'utf8').trim().replaceAll('"', '')),
    );
  removeFolder(folder);
  expect(files).toEqual([
    [':ID(ClaimPeriod),from:long,to:long', '1,1,2\n1,3,4'],
    [':ID(ClaimPeriod),from:double,to:long', '1,0.5,2'],
    [':ID(ClaimPeriod),from:long,to:double', '1,1,2.5'],
    [':ID(ClaimPeriod),from:double,to:double', '1,0.5,2.5'],
  ]);
});

describe.skipIf(await isNeo4jUnavailable())('a bulk load into Neo4j', () => {
  let server: EphemeralNeo4j;
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-bulk-'));
  const bulk = join(folder, 'bulk');
  const env = () => ({ NEO4J_USERNAME: server.username, NEO4J_PASSWORD: server.password });
  let byStatements: Dump;
  let loaded: Dump;
  let store: Store;

  beforeAll(async () => {
    server = await startEphemeralNeo4j();
    const filled = await openNeo4j(server, NEO4J_OPTIONS);
    await fill(filled);
    await filled.close();
    byStatements = await dump(server);
    const file = join(folder, 'a.db');
    const sqlite = await openStore(file);
    await fill(sqlite);
    await sqlite.close();
    mkdirSync(bulk);
    const { nodes, relationships } = await writeBulkFiles(file, bulk);
    expect({ nodes, relationships }).toEqual({
      nodes: byStatements.nodes.length,
      relationships: byStatements.relationships.length,
    });
    await stopServer(server.home);
    await execScript(join(bulk, 'import.sh'), server.home, ['--overwrite-destination']);
    await server.restart();
    store = await openNeo4j(server, NEO4J_OPTIONS);
    loaded = await dump(server);
  }, NEO4J_TIMEOUT_MS);
  afterAll(async () => {
    await store?.close();
    await server?.stop();
    removeFolder(folder);
  }, NEO4J_TIMEOUT_MS);

  it('writes the nodes that statements write, with the same labels and properties', () => {
    expect(differences(loaded.nodes, byStatements.nodes)).toEqual([]);
    for (const label of [
      'PastClaim',
      'PastEntity',
      'PastArticle',
      'PastCitation',
      'ClaimPeriod',
      'ClaimDate',
      'Policy',
      'Assessment',
    ])
      expect(
        byStatements.nodes.some((line) => line.includes(`"${label}"`)),
        label,
      ).toBe(true);
  });

  it('writes the relationships that statements write', () => {
    expect(differences(loaded.relationships, byStatements.relationships)).toEqual([]);
  });

  it('has the constraints and indexes once it was opened, all of them online', () => {
    expect(loaded.indexes).toEqual(byStatements.indexes);
    expect(loaded.indexes.filter((line) => !line.includes('ONLINE'))).toEqual([]);
  });

  it('is intact, and finds texts at once', async () => {
    const verified = await runCli(['verify', '--store', server.uri], { env: env() });
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('is intact') });
    const found = await store.search('arlandia', { statuses: ['REPORTED'] }, { first: 5, after: null });
    expect(found.items.length).toBeGreaterThan(0);
  });

  it('takes further imports and retractions', async () => {
    const added = await store.write((writer) =>
      writer.put([article('three', { entities: ENTITIES, says: [LINKS] })]),
    );
    expect(added).toMatchObject([{ result: 'created' }]);
    const { changes } = await store.write((writer) =>
      writer.retract({ articleId: 'article:one', reason: 'wrong', analyst: 'anna', includeDerived: true }),
    );
    expect(changes.length).toBeGreaterThan(0);
    expect(await runCli(['verify', '--store', server.uri], { env: env() })).toMatchObject({ code: 0 });
  });
});

/** The content of a database as sorted lines, without internal ids, with the moments of transactions as `T1`, `T2`… in their order. */
interface Dump {
  readonly nodes: readonly string[];
  readonly relationships: readonly string[];
  readonly indexes: readonly string[];
}

const TYPES =
  'COLLECT { UNWIND keys(n) AS name RETURN name + " " + valueType(n[name]) ORDER BY name } AS types';
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
const STARTED = new Date().toISOString();

async function dump({ uri, username, password }: EphemeralNeo4j): Promise<Dump> {
  // A driver of its own: one that wrote waits for its writes, which are not in a database that was loaded meanwhile.
  const driver = neo4j.driver(uri, neo4j.auth.basic(username, password), { disableLosslessIntegers: true });
  const lines = async (cypher: string) => {
    const { records } = await driver.executeQuery(cypher);
    return records.map(lineOf);
  };
  const nodes = await lines(`MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties, ${TYPES}`);
  const relationships = await lines(
    `MATCH (a)-[n]->(b) RETURN type(n) AS type, properties(n) AS properties, ${TYPES}, [labels(a)[0], coalesce(a.id, properties(a))] AS start,
       [labels(b)[0], coalesce(b.id, properties(b))] AS end`,
  );
  const indexes = await lines(
    'SHOW INDEXES YIELD name, type, state, labelsOrTypes, properties WHERE type <> "LOOKUP"',
  );
  await driver.close();
  const moments = [...new Set(nodes.flatMap((line) => line.match(MOMENT) ?? []))]
    .filter((moment) => moment >= STARTED)
    .sort();
  const names = new Map(moments.map((moment, index) => [moment, `T${index + 1}`]));
  const canonical = (all: readonly string[]) =>
    all
      .map((line) =>
        line
          .replace(MOMENT, (moment) => names.get(moment) ?? moment)
          .replace(/assessment:\w+/g, 'assessment')
          // The checksums of texts with moments; verify checks them.
          .replace(/\\",\\"[0-9a-f]{8}\\"\]\}"/g, '\\"]}"'),
      )
      .sort();
  return { nodes: canonical(nodes), relationships: canonical(relationships), indexes: indexes.sort() };
}

/** Properties in the order of their names; a type tells whole numbers, dates and empty lists from texts. */
const lineOf = (record: DriverRecord): string =>
  JSON.stringify(record.toObject(), (_, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );

/** The first lines that only one of them has. */
function differences(found: readonly string[], expected: readonly string[]): string[] {
  const [inFound, inExpected] = [new Set(found), new Set(expected)];
  return [
    ...found.filter((line) => !inExpected.has(line)).map((line) => `+ ${line.slice(0, 800)}`),
    ...expected.filter((line) => !inFound.has(line)).map((line) => `- ${line.slice(0, 800)}`),
    ...(found.length === expected.length ? [] : [`${found.length} lines, not ${expected.length}`]),
  ]
    .sort((one, other) => (one.slice(2) < other.slice(2) ? -1 : 1))
    .slice(0, 10);
}
