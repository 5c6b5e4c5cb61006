import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnnotatedArticle } from '#ascribe/domain/records.js';
import { openNeo4j } from '#ascribe/store/neo4j/index.js';
import type { Store } from '#ascribe/store/store.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import { article } from '../store-contract/article-builder.js';
import { describeNeo4j, NEO4J_OPTIONS, NEO4J_TIMEOUT_MS, useTestNeo4j } from './test-neo4j.js';

const ALL = ['CONFIRMED', 'REPORTED', 'ALLEGED', 'DISPUTED', 'DENIED', 'RETRACTED'] as const;

describeNeo4j('several programs that write to the same Neo4j', () => {
  const neo4j = useTestNeo4j();
  let stores: Store[];
  beforeAll(async () => {
    const first = await neo4j.openEmptyStore();
    const { uri, username, password } = neo4j;
    // Each store has a separate driver, like separate processes.
    const others = await Promise.all(
      [1, 2, 3].map(() => openNeo4j({ uri, username, password }, NEO4J_OPTIONS)),
    );
    stores = [first, ...others];
  }, NEO4J_TIMEOUT_MS);
  afterAll(async () => {
    await Promise.all((stores ?? []).map((store) => store.close()));
  });

  it('produce the same state as a single program, even if their imports overlap', async () => {
    // Sixty imports of twenty articles that share claims, sources, entities and lineages; some are replaced or retracted.
    const imports = Array.from({ length: 60 }, (_, index): AnnotatedArticle[] =>
      [index % 20, (index * 7 + 3) % 20]
        .toSorted(() => (index % 2 === 0 ? 1 : -1))
        .filter(unique)
        .map(numberedArticle),
    );
    await Promise.all(
      imports.map((articles, index) =>
        stores[index % stores.length]?.write((writer) => writer.put(articles)),
      ),
    );
    const alone = await openEmptyStore();
    for (const articles of imports) await alone.write((writer) => writer.put(articles));
    const [first] = stores as [Store];
    expect(await readState(first)).toEqual(await readState(alone));
    await alone.close();
  });

  it('do not block readers', async () => {
    const [first, second] = stores as [Store, Store];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const writing = first.write(async (writer) => {
      await writer.put([article('late')]);
      await held;
    });
    expect(await second.get('articles', ['article:late'])).toEqual([null]);
    expect(await first.get('articles', ['article:late'])).toEqual([null]);
    release();
    await writing;
    expect(await first.get('articles', ['article:late'])).not.toEqual([null]);
  });
});

/** Depends only on the number, so the order of imports does not matter. */
function numberedArticle(number: number): AnnotatedArticle {
  return article(`n${number}`, {
    source: { id: `source:${number % 3}`, name: 'S', reliability: number % 3 === 1 ? 'C' : 'B' },
    article: {
      derivedFrom: number % 4 === 3 ? `article:n${number - 3}` : null,
      retractedAt: number % 10 === 9 ? '2031-05-01T00:00:00Z' : null,
    },
    says: [{}, { predicate: 'ARMS' }, { predicate: number % 2 === 0 ? 'TRAINS' : 'DIRECTS' }],
  });
}

const unique = <T>(value: T, index: number, all: readonly T[]) => all.indexOf(value) === index;

async function readState(store: Store) {
  const { items } = await store.list('claims', { statuses: ALL }, { first: 100, after: null });
  const ids = items.map(({ id }) => id);
  return {
    claims: items.map(({ id, status, confidence }) => [id, status, confidence]),
    evidence: await store.evidenceOf(ids),
    sources: (await store.list('sources', {}, { first: 100, after: null })).items,
    entities: (await store.list('entities', {}, { first: 100, after: null })).items,
  };
}
