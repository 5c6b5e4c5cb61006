import { expect, it } from 'vitest';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import { sketchText } from '#ascribe/domain/text-sketch.js';
import { importDocument } from '#ascribe/ingest/run/import-document.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { exportToLines, importLines } from '../export/round-trip.js';
import { ALL_STATUSES, readStoreContents } from '../export/store-contents.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import {
  ARTICLE_TEXT,
  buildCitation,
  buildClaim,
  buildDocument,
  checkDocument,
  writeTempFolder,
} from './document-builder.js';

const LONG_TEXT = `${ARTICLE_TEXT}\n\n${Array.from({ length: 70 }, (_, at) => `sentence${at}`).join(' ')}`;
const factual = [buildClaim({ citations: [buildCitation({ modality: 'REPORTED_AS_FACT' })] })];
/** An article of a source of its own. */
const documentOf = (id: string, article = {}) =>
  buildDocument({
    article: { id, source: { id, name: id, reliability: 'B' }, text: LONG_TEXT, ...article },
    claims: factual,
  });

it('a copy with other line breaks and a byline is one origin with the original, also after an export without texts', async () => {
  const store = await openEmptyStore();
  const folder = writeTempFolder({
    '1.json': documentOf('courier'),
    '2.json': documentOf('tribune', { text: undefined, textFile: 'tribune.txt' }),
    'tribune.txt': `By our reporter\n\n${LONG_TEXT.replaceAll(' ', '\n')}`,
  });
  const { notes, problems } = await importPaths(store, [folder]);
  expect(problems).toEqual([]);
  expect(notes).toContainEqual(
    expect.stringMatching(/^article:\w+ has nearly the same text as article:\w+ \(about/),
  );
  const contents = await readStoreContents(store);
  expect(contents.claims.map(({ status }) => status)).toEqual(['REPORTED']);
  const lines = await exportToLines(store, ALL_STATUSES);
  expect(lines.join('')).not.toContain('sentence1');
  const copy = await openEmptyStore();
  await importLines(copy, lines);
  expect(await readStoreContents(copy)).toEqual(contents);
  await store.close();
  await copy.close();
});

it('a short text has no sketch, so equal short texts remain two origins', async () => {
  const store = await openEmptyStore();
  await importPaths(store, [
    writeTempFolder({
      '1.json': documentOf('courier', { text: ARTICLE_TEXT }),
      '2.json': documentOf('tribune', { text: ARTICLE_TEXT }),
    }),
  ]);
  const { claims, articles } = await readStoreContents(store);
  expect(articles.items.map(({ textSketch }) => textSketch)).toEqual([null, null]);
  expect(claims.map(({ status }) => status)).toEqual(['CONFIRMED']);
  await store.close();
});

it('the sketch is that of the text, whatever the document says', async () => {
  const store = await openEmptyStore();
  const textSketch = Buffer.alloc(256).toString('base64');
  await importPaths(store, [writeTempFolder({ '1.json': documentOf('courier', { textSketch }) })]);
  const [article] = await store.get('articles', ['article:courier']);
  expect(article?.textSketch).toBe(sketchText(LONG_TEXT));
  await store.close();
});

it('a sketch is a key of exports: it has a form, it needs the hash of its text, and the API refuses it', async () => {
  const textSketch = Buffer.alloc(256).toString('base64');
  expect(await checkDocument({ article: { text: undefined, textSketch } })).toEqual([
    expect.stringMatching(/"textSha256" is missing; it is required beside this key \(article\.textSketch\)$/),
  ]);
  expect(await checkDocument({ article: { textSketch: 'AAAA' } })).toEqual([
    expect.stringMatching(/expected the sketch of a text: 344 characters of base64/),
  ]);
  const store = await openEmptyStore();
  const document = JSON.stringify(documentOf('courier', { textSketch }));
  const { problems } = await importDocument(store, document, 'JSON');
  expect(problems.map((one) => formatDiagnostic(one))).toEqual([
    expect.stringMatching(/"textSketch" is a key of exports; only the command ascribe import accepts it/),
  ]);
  await store.close();
});
