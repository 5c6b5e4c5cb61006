import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AscribeError } from '#ascribe/domain/errors.js';
import { importDocument } from '#ascribe/ingest/run/import-document.js';
import type { ImportOptions } from '#ascribe/ingest/run/import-options.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import type { Store, Writer } from '#ascribe/store/store.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import {
  ARTICLE_TEXT,
  buildCitation,
  buildClaim,
  buildDocument,
  ENTITIES,
  writeTempFolder,
} from './document-builder.js';

let store: Store;
beforeEach(async () => {
  store = await openEmptyStore();
});
afterEach(() => store.close());

const load = (files: Readonly<Record<string, unknown>>, options: ImportOptions = {}) =>
  importPaths(store, [writeTempFolder(files)], options);

async function citationsOf(articleId: string) {
  const statuses = ['CONFIRMED', 'REPORTED', 'ALLEGED', 'DISPUTED', 'DENIED', 'RETRACTED'] as const;
  const claims = await store.list(
    'claims',
    { statuses, articleIds: [articleId] },
    { first: 100, after: null },
  );
  const { pages } = await store.citationsOf(
    claims.items.map(({ id }) => id),
    { first: 100, after: null },
  );
  return pages.flatMap(({ items }) => items).filter((one) => one.articleId === articleId);
}

describe('an article', () => {
  it('is stored with its citations; a quote in its text is VERIFIED with its position', async () => {
    const { articles, unverified } = await load({ 'a.json': buildDocument() });
    expect(articles.created).toBe(1);
    expect(unverified).toBe(0);
    const [stored] = await store.get('articles', ['article:courier-1']);
    expect(stored).toMatchObject({
      sourceId: 'source:courier',
      textSha256: createHash('sha256').update(ARTICLE_TEXT).digest('hex'),
    });
    expect(await citationsOf('article:courier-1')).toMatchObject([
      {
        quoteCheck: 'VERIFIED',
        locator: { start: 13, end: 53, paragraph: null, page: null },
        stance: 'SUPPORTS',
        credibility: 6,
        assertedBy: [],
      },
    ]);
  });

  it('without a text is stored with UNVERIFIED citations, which are counted', async () => {
    const claims = [buildClaim({ citations: [buildCitation({ paragraph: 3, page: 2 })] })];
    const { unverified } = await load({ 'a.json': buildDocument({ article: { text: undefined }, claims }) });
    expect(unverified).toBe(1);
    expect(await citationsOf('article:courier-1')).toMatchObject([
      { quoteCheck: 'UNVERIFIED', locator: { start: null, end: null, paragraph: 3, page: 2 } },
    ]);
  });

  it('without a text is rejected if texts are required', async () => {
    const { problems } = await load(
      { 'a.json': buildDocument({ article: { text: undefined } }) },
      { requireText: true },
    );
    expect(problems.map(({ code }) => code)).toEqual(['TEXT_REQUIRED']);
  });

  it('reads its text from textFile, relative to the document', async () => {
    const sha256 = createHash('sha256').update(ARTICLE_TEXT).digest('hex');
    const article = { text: undefined, textFile: '../texts/a.txt', textSha256: sha256.toUpperCase() };
    const files = { 'articles/a.json': buildDocument({ article }), 'texts/a.txt': ARTICLE_TEXT };
    const summary = await load(files, { allowOutside: true });
    expect(summary.problems).toEqual([]);
    expect(await citationsOf('article:courier-1')).toMatchObject([{ quoteCheck: 'VERIFIED' }]);
  });

  it('reads no textFile outside the folder of its document, also not through a link', async () => {
    const outside = writeTempFolder({ 'secret.txt': ARTICLE_TEXT });
    const folder = writeTempFolder({
      'a.json': buildDocument({ article: { text: undefined, textFile: '../secret.txt' } }),
      'b.json': buildDocument({ article: { id: 'b', text: undefined, textFile: 'link.txt' } }),
      'c.json': buildDocument({ article: { id: 'c', text: undefined, textFile: 'texts/../..texts/c.txt' } }),
      '..texts/c.txt': ARTICLE_TEXT,
    });
    symlinkSync(join(outside, 'secret.txt'), join(folder, 'link.txt'));
    const { problems, articles } = await importPaths(store, [folder]);
    expect(problems.map(({ file, code, message }) => [basename(file ?? ''), code, message])).toEqual([
      ['a.json', 'INVALID_DOCUMENT', expect.stringContaining('outside the folder of the document')],
      ['b.json', 'INVALID_DOCUMENT', expect.stringContaining('outside the folder of the document')],
    ]);
    expect(articles.created).toBe(1);
  });

  it('reads its text from the folder of texts', async () => {
    const folder = writeTempFolder({ 'courier-1.txt': ARTICLE_TEXT });
    const article = { text: undefined };
    const { unverified } = await load({ 'a.json': buildDocument({ article }) }, { texts: folder });
    expect(unverified).toBe(0);
    await expect(load({}, { texts: join(folder, 'nowhere') })).rejects.toMatchObject({
      code: 'BAD_CONFIGURATION',
    });
  });

  it.each([
    ['/etc/hostname', 'INVALID_DOCUMENT expected a path relative to the document, found /etc/hostname'],
    ['nowhere.txt', 'UNREADABLE nowhere.txt does not exist'],
    ['.', 'UNREADABLE . is not a regular file'],
    [
      'latin.txt',
      'INVALID_DOCUMENT the text file latin.txt is not UTF-8 (it is binary or in a different encoding); save it as UTF-8',
    ],
  ])('cannot read its text from %s', async (textFile, expected) => {
    const article = { text: undefined, textFile };
    const { problems } = await load({
      'a.json': buildDocument({ article }),
      'latin.txt': Buffer.from('caf\xe9', 'latin1'),
    });
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([expected]);
  });

  it('is rejected if its text does not have the declared SHA-256', async () => {
    const { problems } = await load({ 'a.json': buildDocument({ article: { textSha256: '0'.repeat(64) } }) });
    expect(problems.map(({ code, path }) => [code, path])).toEqual([['TEXT_MISMATCH', 'article.textSha256']]);
  });

  it('has a wrong paragraph corrected, with a note', async () => {
    const claims = [buildClaim({ citations: [buildCitation({ quote: 'Seven people died', paragraph: 9 })] })];
    const { notes } = await load({ 'a.json': buildDocument({ claims }) });
    expect(notes).toEqual(['article:courier-1: "Seven people died" is in paragraph 2, not 9; recorded as 2']);
    expect(await citationsOf('article:courier-1')).toMatchObject([{ locator: { paragraph: 2 } }]);
  });

  it('passes its annotator to each citation without one', async () => {
    const citations = [buildCitation(), buildCitation({ quote: 'Arland denies', annotator: 'B. Two' })];
    const parts = {
      annotator: 'A. One',
      annotatedAt: '2031-05-01T00:00:00Z',
      claims: [buildClaim({ citations })],
    };
    await load({ 'a.json': buildDocument(parts) });
    const stored = await citationsOf('article:courier-1');
    expect(stored.map(({ quote, annotator }) => [quote, annotator]).sort()).toEqual([
      ['Arland denies', 'B. Two'],
      ['accused Arland of paying the River Front', 'A. One'],
    ]);
  });

  it('may name the article that it derives from with or without the prefix', async () => {
    const derived = (id: string, derivedFrom: string) => buildDocument({ article: { id, derivedFrom } });
    await load({ 'a.json': derived('a', 'wire-1'), 'b.json': derived('b', 'article:wire-1') });
    const stored = await store.get('articles', ['article:a', 'article:b']);
    expect(stored.map((one) => one?.derivedFrom)).toEqual(['article:wire-1', 'article:wire-1']);
  });
});

describe('a run', () => {
  it('changes nothing the second time', async () => {
    const files = {
      'a.json': buildDocument(),
      'b.json': buildDocument({ article: { id: 'courier-2' }, entities: [] }),
    };
    expect((await load(files)).articles).toMatchObject({ created: 2 });
    const before = await citationsOf('article:courier-1');
    expect((await load(files)).articles).toMatchObject({ created: 0, replaced: 0, unchanged: 2 });
    expect(await citationsOf('article:courier-1')).toEqual(before);
  });

  it('replaces the citations of a changed article, and no others', async () => {
    const other = buildDocument({ article: { id: 'courier-2' } });
    await load({ 'a.json': buildDocument(), 'b.json': other });
    const claims = [buildClaim({ citations: [buildCitation({ quote: 'paying the River Front' })] })];
    const { articles } = await load({ 'a.json': buildDocument({ claims }), 'b.json': other });
    expect(articles).toMatchObject({ replaced: 1, unchanged: 1 });
    expect((await citationsOf('article:courier-1')).map(({ quote }) => quote)).toEqual([
      'paying the River Front',
    ]);
    expect((await citationsOf('article:courier-2')).map(({ quote }) => quote)).toEqual([
      buildCitation().quote,
    ]);
  });

  it('imports the valid articles and rejects the invalid ones', async () => {
    const invalid = buildDocument({
      article: { id: 'courier-2' },
      claims: [buildClaim({ citations: [buildCitation({ quote: 'nowhere' })] })],
    });
    const { articles } = await load({ 'a.json': buildDocument(), 'b.json': invalid });
    expect(articles).toMatchObject({ created: 1, failed: 1 });
    expect(await store.get('articles', ['article:courier-1', 'article:courier-2'])).toMatchObject([
      { id: 'article:courier-1' },
      null,
    ]);
  });

  it('writes nothing with allOrNothing if one article is invalid', async () => {
    const invalid = buildDocument({ article: { id: 'courier-2', genre: 'NEWZ' } });
    const { articles } = await load({ 'a.json': buildDocument(), 'b.json': invalid }, { allOrNothing: true });
    expect(articles).toMatchObject({ created: 0, checked: 1, failed: 1 });
    expect(await store.count('articles', {})).toBe(0);
    const second = await load({ 'a.json': buildDocument() }, { allOrNothing: true });
    expect(second.articles).toMatchObject({ created: 1, checked: 0 });
    expect(second.unverified).toBe(0);
  });

  it('writes nothing with checkOnly', async () => {
    const { articles } = await load({ 'a.json': buildDocument() }, { checkOnly: true });
    expect(articles).toMatchObject({ created: 0, checked: 1 });
    expect(await store.count('articles', {})).toBe(0);
  });

  it('notes which name became an alias, also with checkOnly', async () => {
    const other = buildDocument({
      article: { id: 'courier-2' },
      entities: [{ ...ENTITIES[0], name: 'Republic of Arland' }, ENTITIES[1]],
    });
    const files = { 'a.json': buildDocument(), 'b.json': other };
    expect((await load(files, { checkOnly: true })).notes.join()).toMatch(/arland is also named/);
    expect((await load(files)).notes.join()).toMatch(
      /"Republic of Arland" is kept as an alias|"Arland" is kept as an alias/,
    );
  });

  it('stops between transactions on a signal', async () => {
    const controller = new AbortController();
    controller.abort();
    const { interrupted, articles } = await load(
      { 'a.json': buildDocument() },
      { signal: controller.signal },
    );
    expect(interrupted).toBe(true);
    expect(articles.created).toBe(0);
  });

  it('imports the other articles of a batch in which the store rejects one', async () => {
    // As if another writer had changed the store since the check.
    const rejectingStore: Store = {
      ...store,
      write: (work) =>
        store.write((writer) => work({ ...writer, put: rejectArticle('article:b', writer.put) })),
    };
    const files = {
      'a.json': buildDocument({ article: { id: 'a' } }),
      'b.json': buildDocument({ article: { id: 'b' } }),
      'c.json': buildDocument({ article: { id: 'c' } }),
    };
    const { articles, problems } = await importPaths(rejectingStore, [writeTempFolder(files)]);
    expect(articles).toMatchObject({ created: 2, failed: 1 });
    expect(problems.map(({ code }) => code)).toEqual(['KIND_CONFLICT']);
    expect(await store.count('articles', {})).toBe(2);
  });
});

describe('a document that is not a file', () => {
  it('is imported, with its outcome', async () => {
    const { outcome, problems } = await importDocument(store, JSON.stringify(buildDocument()), 'JSON');
    expect(problems).toEqual([]);
    expect(outcome).toMatchObject({
      articleId: 'article:courier-1',
      result: 'created',
      claims: 1,
      citations: 1,
    });
    expect((await importDocument(store, JSON.stringify(buildDocument()), 'YAML')).outcome).toMatchObject({
      result: 'unchanged',
    });
  });

  it('cannot read files', async () => {
    const text = JSON.stringify(buildDocument({ article: { text: undefined, textFile: 'package.json' } }));
    const { outcome, problems } = await importDocument(store, text, 'JSON');
    expect(outcome).toBeNull();
    expect(problems).toMatchObject([
      { code: 'INVALID_DOCUMENT', file: null, line: 1, path: 'article.textFile' },
    ]);
  });

  it('has diagnostics with line and column', async () => {
    const { problems } = await importDocument(store, 'ascribe: 1\narticle: { id: [ }\n', 'YAML');
    expect(problems[0]).toMatchObject({ code: 'INVALID_DOCUMENT', line: 2, file: null, path: null });
  });
});

type Put = Writer['put'];

/** A `put` that rejects all batches with this article. */
const rejectArticle =
  (id: string, put: Put): Put =>
  async (articles) => {
    if (articles.some(({ article }) => article.id === id))
      throw new AscribeError('KIND_CONFLICT', `${id} is rejected`);
    return put(articles);
  };
