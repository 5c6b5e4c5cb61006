import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseJson } from '#ascribe/documents/json.js';
import { parseYaml } from '#ascribe/documents/yaml.js';
import { parseEdtf } from '#ascribe/domain/edtf.js';
import { edtfDate } from '#ascribe/ingest/format/scalars.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { anyLevel } from '../domain/random-edtf.js';
import { exportToLines, importLines } from '../export/round-trip.js';
import { ALL_STATUSES, readStoreContents } from '../export/store-contents.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import {
  buildCitation,
  buildClaim,
  buildDocument,
  checkDocument,
  checkFiles,
  writeTempFolder,
} from './document-builder.js';

const yaml = (publishedAt: string) =>
  `ascribe: 1
article:
  id: sele-post-1
  title: Money for the Front
  genre: NEWS
  publishedAt: ${publishedAt}
  source: { id: sele-post, name: Sele Post, reliability: B }
`;

const dated = (value: unknown) =>
  buildClaim({ subject: 'blast', predicate: 'DATED', object: undefined, value });

describe('a date in YAML', () => {
  it.each([
    ['20310412', '"20310412" is not a date; expected 2031-04-12'],
    ['"20310412"', '"20310412" is not a date; expected 2031-04-12'],
    ['203104', '"203104" is not a date; expected 2031-04'],
    ['12031', '"12031" is not a date; expected Y12031'],
    ['984', '"984" is not a date; expected 0984, in quotes'],
    ['1711000000000', '"1711000000000" is not a date; expected an EDTF date such as'],
    ['2031.5', 'expected an EDTF date such as 2031-04-12 or "[2031-04,2031-05]"'],
    ['[2031-04,2031-05]', '(in quotes if it begins with a bracket), found a list'],
    ['{2031-04,2031-05}', '(in quotes if it begins with a bracket), found a map'],
    ['true', 'found true'],
    ['2031-02-30', 'is not a date: 2031-02 has 28 days'],
    ['2031-02-30T10:00:00Z', 'is not a date: 2031-02 has 28 days'],
    ['2031-04-12T24:00:00Z', 'there is no hour 24'],
    ['12 April 2031', 'expected 2031-04-12'],
    ['1/2/2031', 'expected 2031-01-02 or 2031-02-01'],
  ])('%s is refused, with its place and the form that is meant', async (written, message) => {
    const [problem, ...more] = await checkFiles({ 'a.yaml': yaml(written) });
    expect(more).toEqual([]);
    expect(problem).toMatch(/^a\.yaml:6:16: INVALID_DOCUMENT .* \(article\.publishedAt\)$/);
    expect(problem).toContain(message);
  });

  it.each(['0984', '+2031', '0x7EF', '0o3757', '02031', '2031e0'])(
    '%s is refused: YAML reads a number that is not what is written',
    async (written) => {
      expect(await checkFiles({ 'a.yaml': yaml(written) })).toEqual([
        expect.stringMatching(
          /^a\.yaml:6:16: INVALID_DOCUMENT YAML reads \S+ as the number \d+; write \d+, or put it in quotes$/,
        ),
      ]);
    },
  );

  it('is read as it is written, whatever quotes and flow collections make of it, or refused', () => {
    const written = fc
      .tuple(anyLevel, fc.constantFrom('plain', 'single', 'double', 'stringified', 'flow'))
      .map(([{ text }, style]) => {
        if (style === 'single') return { text, line: `d: '${text}'` };
        if (style === 'double') return { text, line: `d: "${text}"` };
        if (style === 'stringified') return { text, line: stringify({ d: text }) };
        return { text, line: style === 'flow' ? `{ d: ${text} }` : `d: ${text}` };
      });
    let read = 0;
    fc.assert(
      fc.property(written, ({ text, line }) => {
        const { value, syntaxErrors } = parseYaml(line);
        const found = edtfDate.safeParse((value as { d?: unknown } | undefined)?.d);
        if (syntaxErrors.length > 0 || !found.success) return;
        expect(found.data).toBe(parseEdtf(text).text);
        read++;
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(500);
  });
});

describe('a date in JSON', () => {
  it('is text, or a number that is a year of four digits', () => {
    const parse = (json: string) => edtfDate.safeParse(parseJson(json).value);
    expect(parse('2031').data).toBe('2031');
    expect(parse('-2031').data).toBe('-2031');
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double()), (number) => {
        const isYear = Number.isInteger(number) && Math.abs(number) >= 1000 && Math.abs(number) <= 9999;
        expect(parse(JSON.stringify(number)).success).toBe(isYear);
      }),
    );
    fc.assert(
      fc.property(anyLevel, ({ text, meaning }) => {
        expect(parse(JSON.stringify(text)).data).toBe(meaning === null ? undefined : parseEdtf(text).text);
      }),
    );
  });
});

describe('dates of claims', () => {
  it('that mean the same make one claim', async () => {
    const store = await openEmptyStore();
    const values = [2031, '2031', '2031-XX', '[2031]', '2031/2031', '[2031-01..2031-12]'];
    const documents = values.map((value, n) =>
      buildDocument({ article: { id: `courier-${n}` }, claims: [dated(value)] }),
    );
    const { problems } = await importPaths(store, [writeTempFolder({ 'all.jsonl': documents })]);
    expect(problems).toEqual([]);
    const { items } = await store.list('claims', { statuses: ALL_STATUSES }, { first: 10, after: null });
    expect(items.map(({ value }) => value)).toEqual([{ type: 'DATE', edtf: '2031' }]);
    await store.close();
  });

  it.each([
    ['validFrom', '2031/..'],
    ['validTo', '../2031'],
    ['validFrom', '[..2031]'],
    ['validTo', '2031/'],
  ])('%s cannot be open: %s', async (key, date) => {
    expect(
      await checkDocument({ claims: [buildClaim({ citations: [buildCitation({ [key]: date })] })] }),
    ).toEqual([
      expect.stringContaining(
        `INVALID_DOCUMENT "${date}" is open; expected a date with a start and an end, such as 2031 or 2031-04/2031-06; if it is not known, omit it (claims[0].citations[0].${key})`,
      ),
    ]);
  });

  it('are refused as values like any other date', async () => {
    const problems = await checkDocument({
      claims: [dated(20310412), dated('{2031,2032}'), dated(['2031-04', '2031-05'])],
    });
    expect(problems).toEqual([
      expect.stringContaining(
        'OUTSIDE_RANGE "20310412" is not a date; expected 2031-04-12 (claims[0].value)',
      ),
      expect.stringContaining(
        '"{2031,2032}" lists dates that all apply; expected one date; for several, write a claim for each',
      ),
      expect.stringContaining('found a list (claims[2].value)'),
    ]);
  });

  it('of all forms are exported and imported unchanged', async () => {
    const [first, second] = [await openEmptyStore(), await openEmptyStore()];
    const texts = new Set(
      fc
        .sample(anyLevel, { numRuns: 300, seed: 7 })
        .filter(({ meaning }) => meaning !== null)
        .map(({ text }) => parseEdtf(text).text),
    );
    expect(texts.size).toBeGreaterThan(80);
    const documents = [...texts].map((text, n) =>
      buildDocument({ article: { id: `courier-${n}`, publishedAt: text }, claims: [dated(text)] }),
    );
    await importPaths(first, [writeTempFolder({ 'all.jsonl': documents })]);
    await importLines(second, await exportToLines(first, ALL_STATUSES));
    const contents = await readStoreContents(second);
    expect(contents).toEqual(await readStoreContents(first));
    const { items } = await second.list('claims', { statuses: ALL_STATUSES }, { first: 500, after: null });
    expect(new Set(items.map(({ value }) => value?.type === 'DATE' && value.edtf))).toEqual(texts);
    for (const store of [first, second]) await store.close();
  });
});

describe('a timestamp', () => {
  it.each([
    '2031-04-12T24:00:00Z',
    '2031-04-12T23:59:60Z',
    '2031-04-31T08:00:00Z',
    '2031-04-12T08:00:00',
    '2031-04-12',
  ])('%s is refused', async (retrievedAt) => {
    expect(await checkDocument({ article: { retrievedAt } })).toEqual([
      expect.stringContaining(
        `expected an RFC 3339 timestamp such as 2031-04-13T08:00:00Z, found "${retrievedAt}"`,
      ),
    ]);
  });

  it('keeps its offset', async () => {
    const store = await openEmptyStore();
    const document = buildDocument({ article: { retrievedAt: '2031-04-12T00:30:00+02:00' } });
    await importPaths(store, [writeTempFolder({ 'a.json': document })]);
    const { items } = await store.list('articles', {}, { first: 1, after: null });
    expect(items[0]?.retrievedAt).toBe('2031-04-12T00:30:00+02:00');
    await store.close();
  });
});
