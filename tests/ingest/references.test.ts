import { describe, expect, it } from 'vitest';
import { importDocument } from '#ascribe/ingest/run/import-document.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { openStore } from '#ascribe/store/open.js';
import { buildDocument, checkFiles, ENTITIES, writeTempFolder } from './document-builder.js';

describe('what a document refers to', () => {
  it('may be declared in a later file of the run', async () => {
    const files = {
      '1.json': buildDocument({ entities: [] }),
      '2.json': buildDocument({ article: { id: 'courier-2' } }),
    };
    expect(await checkFiles(files)).toEqual([]);
  });

  it('may be declared in a later line of the same file', async () => {
    const lines = [buildDocument({ entities: [] }), buildDocument({ article: { id: 'courier-2' } })];
    expect(await checkFiles({ 'many.jsonl': lines })).toEqual([]);
  });

  it('may be known to the store', async () => {
    const store = await openStore(':memory:');
    await importPaths(store, [writeTempFolder({ 'a.json': buildDocument() })]);
    const again = await importPaths(store, [
      writeTempFolder({ 'b.json': buildDocument({ article: { id: 'courier-2' }, entities: [] }) }),
    ]);
    expect(again.problems).toEqual([]);
    expect(again.articles.created).toBe(1);
    await store.close();
  });

  it('is told with ids of the store that are spelt like it', async () => {
    const store = await openStore(':memory:');
    await importPaths(store, [writeTempFolder({ 'a.json': buildDocument() })]);
    const entities = ENTITIES.filter(({ id }) => id !== 'river-front');
    const claims = [{ ...(buildDocument().claims as Record<string, unknown>[])[0], object: 'river-frnt' }];
    const { problems } = await importDocument(
      store,
      JSON.stringify(buildDocument({ entities, claims })),
      'JSON',
    );
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'UNKNOWN_REFERENCE no entity "river-frnt" is declared in the document, in the run or in the store; did you mean river-front?',
    ]);
    await store.close();
  });

  it('is not resolved by a declaration that is broken', async () => {
    const broken = buildDocument({
      article: { id: 'courier-2' },
      entities: [ENTITIES[0], { id: 'river-front', kind: 'GROUP', name: 'R' }],
    });
    const problems = await checkFiles({
      '1.json': buildDocument({ entities: [ENTITIES[0]] }),
      '2.json': broken,
    });
    expect(problems[0]).toMatch(
      /^1.json:1:\d+: UNKNOWN_REFERENCE "river-front" is declared only in .*2.json:1:\d+, and that declaration is broken/,
    );
    expect(problems).toHaveLength(2);
  });
});

describe('one entity has one kind', () => {
  const asState = (id: string) =>
    buildDocument({
      article: { id },
      entities: [ENTITIES[0], { id: 'river-front', kind: 'STATE', name: 'River Front' }],
    });

  it('within a run: the second declaration fails, and both places are named', async () => {
    const problems = await checkFiles({ '1.json': buildDocument(), '2.json': asState('courier-2') });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^2.json:1:\d+: KIND_CONFLICT "river-front" is declared STATE here and ARMED_GROUP in .*1.json:1:\d+; an entity has one kind \(entities\[1\]\.kind\)$/,
    );
  });

  it('against the store, and a check finds it too', async () => {
    const store = await openStore(':memory:');
    await importPaths(store, [writeTempFolder({ 'a.json': buildDocument() })]);
    for (const checkOnly of [true, false]) {
      const { problems } = await importPaths(store, [writeTempFolder({ 'b.json': asState('courier-2') })], {
        checkOnly,
      });
      expect(problems.map(({ message }) => message)).toEqual([
        '"river-front" is declared STATE here and ARMED_GROUP in the store; an entity has one kind',
      ]);
    }
    await store.close();
  });
});

describe('two documents with one article id in a run', () => {
  it('are both refused, as nothing tells which is meant, and each names the other', async () => {
    const problems = await checkFiles({
      '1.json': buildDocument(),
      '2.yaml': 'ascribe: 1\narticle:\n  id: courier-1\n',
    });
    expect(problems[0]).toMatch(
      /^1.json:1:\d+: DUPLICATE the article "courier-1" is given by .*2.yaml:3:7 too; one document an article \(article\.id\)$/,
    );
    expect(problems.filter((line) => line.startsWith('2.yaml') && line.includes('DUPLICATE'))).toHaveLength(
      1,
    );
  });
});
