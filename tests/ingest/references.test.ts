import { describe, expect, it } from 'vitest';
import { importDocument } from '#ascribe/ingest/run/import-document.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import { buildDocument, checkFiles, ENTITIES, writeTempFolder } from './document-builder.js';

describe('a reference to an entity', () => {
  it('resolves to a declaration in a later file of the run', async () => {
    const files = {
      '1.json': buildDocument({ entities: [] }),
      '2.json': buildDocument({ article: { id: 'courier-2' } }),
    };
    expect(await checkFiles(files)).toEqual([]);
  });

  it('resolves to a declaration in a later line of the same file', async () => {
    const lines = [buildDocument({ entities: [] }), buildDocument({ article: { id: 'courier-2' } })];
    expect(await checkFiles({ 'many.jsonl': lines })).toEqual([]);
  });

  it('resolves to an entity in the store', async () => {
    const store = await openEmptyStore();
    await importPaths(store, [writeTempFolder({ 'a.json': buildDocument() })]);
    const again = await importPaths(store, [
      writeTempFolder({ 'b.json': buildDocument({ article: { id: 'courier-2' }, entities: [] }) }),
    ]);
    expect(again.problems).toEqual([]);
    expect(again.articles.created).toBe(1);
    await store.close();
  });

  it('that is misspelt is reported with similar ids of the store', async () => {
    const store = await openEmptyStore();
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

  it('does not resolve to an invalid declaration', async () => {
    const invalid = buildDocument({
      article: { id: 'courier-2' },
      entities: [ENTITIES[0], { id: 'river-front', kind: 'GROUP', name: 'R' }],
    });
    const problems = await checkFiles({
      '1.json': buildDocument({ entities: [ENTITIES[0]] }),
      '2.json': invalid,
    });
    expect(problems[0]).toMatch(
      /^1.json:1:\d+: UNKNOWN_REFERENCE "river-front" is declared only in .*2.json:1:\d+, and that declaration is invalid/,
    );
    expect(problems).toHaveLength(2);
  });
});

describe('a declaration with a different kind', () => {
  const asState = (id: string) =>
    buildDocument({
      article: { id },
      entities: [ENTITIES[0], { id: 'river-front', kind: 'STATE', name: 'River Front' }],
    });

  it('is rejected within a run, with both locations', async () => {
    const problems = await checkFiles({ '1.json': buildDocument(), '2.json': asState('courier-2') });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^2.json:1:\d+: KIND_CONFLICT "river-front" is declared STATE here and ARMED_GROUP in .*1.json:1:\d+; an entity has one kind\. Import all its articles .* \(entities\[1\]\.kind\)$/,
    );
  });

  it('is rejected if the store has another kind, also by a check', async () => {
    const store = await openEmptyStore();
    await importPaths(store, [writeTempFolder({ 'a.json': buildDocument() })]);
    for (const checkOnly of [true, false]) {
      const { problems } = await importPaths(store, [writeTempFolder({ 'b.json': asState('courier-2') })], {
        checkOnly,
      });
      expect(problems.map(({ message }) => message)).toEqual([
        '"river-front" is declared STATE here and ARMED_GROUP in the store, by article:courier-1; an entity has one kind. Import all its articles with the kind that is right, or use a separate id',
      ]);
    }
    await store.close();
  });
});

describe('two documents with the same article id in a run', () => {
  it('are both rejected, and each names the location of the other', async () => {
    const problems = await checkFiles({
      '1.json': buildDocument(),
      '2.yaml': 'ascribe: 1\narticle:\n  id: courier-1\n',
    });
    expect(problems[0]).toMatch(
      /^1.json:1:\d+: DUPLICATE the article "courier-1" is also defined at .*2.yaml:3:7; expected one document per article \(article\.id\)$/,
    );
    expect(problems.filter((line) => line.startsWith('2.yaml') && line.includes('DUPLICATE'))).toHaveLength(
      1,
    );
  });
});
