import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { importDocument } from '#ascribe/ingest/run/import-document.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import {
  buildCitation,
  buildClaim,
  buildDocument,
  checkDocument,
  checkFiles,
  ENTITIES,
} from './document-builder.js';

const withCitation = (parts: Record<string, unknown>) => ({
  claims: [buildClaim({ citations: [buildCitation(parts)] })],
});
const withEntity = (parts: Record<string, unknown>) => ({
  entities: [{ ...ENTITIES[0], ...parts }, ...ENTITIES.slice(1)],
});

describe('a value of the wrong type', () => {
  it('a speaker that is no list is told how to write a list, and its length is not counted', async () => {
    expect(await checkDocument(withCitation({ assertedBy: 'norvian-interior-ministry' }))).toEqual([
      expect.stringMatching(
        /INVALID_DOCUMENT expected a list, found "norvian-interior-ministry"; write it as a list: \["norvian-interior-ministry"\] \(claims\[0\]\.citations\[0\]\.assertedBy\)$/,
      ),
    ]);
  });

  it.each([
    ['name: Null', /expected text, found null; put it in quotes if it is the text, or omit the key/],
    ['name: ~', /expected text, found null; put it in quotes/],
    ['name: 2031', /expected text, found 2031; put it in quotes/],
    ['name: true', /expected text, found true; put it in quotes/],
    [
      'name: X, aliases: [1984]',
      /expected text, found 1984; put it in quotes \(entities\[0\]\.aliases\[0\]\)/,
    ],
    ['name: X, identifiers: { iso3166: 840 }', /expected text or a list, found 840; put it in quotes/],
  ])('%j is told to put it in quotes', async (written, expected) => {
    const yaml = `ascribe: 1
article: { id: a, title: T, genre: NEWS, source: { id: s, name: S, reliability: B } }
entities:
  - { id: x, kind: STATE, ${written} }
`;
    const problems = await checkFiles({ 'a.yaml': yaml });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  it('reads yes, no, on and off as text, as YAML 1.2 does', async () => {
    for (const word of ['yes', 'No', 'on', 'OFF', 'y'])
      expect([
        word,
        await checkFiles({
          'a.yaml': `ascribe: 1\narticle: { id: a, title: ${word}, genre: NEWS, source: { id: s, name: ${word}, reliability: B } }\n`,
        }),
      ]).toEqual([word, []]);
  });

  it('a number in quotes is told to lose them', async () => {
    const claims = [buildClaim({ subject: 'blast', predicate: 'KILLED', object: undefined, value: '7' })];
    expect((await checkDocument({ claims })).join()).toContain('found "7"; remove the quotes');
  });
});

describe('an address with a user name or password', () => {
  it.each([
    'https://user:secret@paper.example/',
    'https://secret@paper.example/',
    'https://:secret@paper.example/',
    'https:\\\\user:secret@paper.example/',
    'https://user:secret@paper.example:99999/',
    'ftp://user:secret@paper.example/',
  ])('%j is refused, and not repeated', async (url) => {
    const problems = await checkDocument({ article: { url } });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('(article.url)');
    expect(problems[0]).not.toContain('secret');
  });

  it('a path may have an @', async () => {
    expect(await checkDocument({ article: { url: 'https://paper.example/@orne?to=a@b.example' } })).toEqual(
      [],
    );
  });
});

describe('limits', () => {
  it('counts characters, not code units', async () => {
    const gothic = '𐌰'.repeat(500);
    expect(await checkDocument(withEntity({ name: gothic }))).toEqual([]);
    expect((await checkDocument(withEntity({ name: `${gothic}𐌰` }))).join()).toContain(
      'LIMIT_EXCEEDED expected at most 500 characters, found 501',
    );
  });

  it('allows 100 schemes of identifiers', async () => {
    const schemes = (count: number) => ({
      identifiers: Object.fromEntries(Array.from({ length: count }, (_, at) => [`scheme-${at}`, 'X'])),
    });
    expect(await checkDocument(withEntity(schemes(100)))).toEqual([]);
    expect((await checkDocument(withEntity(schemes(101)))).join()).toMatch(
      /LIMIT_EXCEEDED expected at most 100 keys, found 101 \(entities\[0\]\.identifiers\)/,
    );
  });
});

describe('a byte order mark', () => {
  const text = '\ufeffThe quote is here.';
  const claims = [
    buildClaim({ citations: [buildCitation({ quote: 'quote', modality: 'REPORTED_AS_FACT' })] }),
  ];

  it('at the beginning of a text does not count, inline and in a file', async () => {
    const store = await openEmptyStore();
    const source = JSON.stringify(buildDocument({ article: { text }, claims }));
    const { outcome, problems } = await importDocument(store, `\ufeff${source}`, 'JSON');
    expect([problems, outcome?.result]).toEqual([[], 'created']);
    const [claim] = (await store.list('claims', { statuses: ['REPORTED'] }, { first: 1, after: null })).items;
    const { pages } = await store.citationsOf([claim?.id ?? ''], { first: 1, after: null });
    expect(pages[0]?.items[0]?.locator).toMatchObject({ start: 4, end: 9 });
    const [article] = await store.get('articles', ['article:courier-1']);
    expect(article?.textSha256).toBe(createHash('sha256').update(text).digest('hex'));
    await store.close();
  });

  it.each(['a.json', 'a.yaml', 'a.jsonl'])('at the beginning of %s does not count', async (name) => {
    const source = JSON.stringify(buildDocument());
    const lines =
      name.endsWith('l') && name !== 'a.yaml' ? `\ufeff${source}\n\ufeff\n` : `\ufeff\ufeff${source}`;
    expect(await checkFiles({ [name]: lines })).toEqual([]);
  });

  it('elsewhere is made visible', async () => {
    expect((await checkDocument({ '\ufeffclaims': [] })).join()).toContain('unknown key "<U+FEFF>claims"');
    expect((await checkFiles({ 'a.json': '{"ascribe": \ufeff1}' })).join()).toContain('found "<U+FEFF>"');
  });
});
