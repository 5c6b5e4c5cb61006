import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { verbalizeValue } from '#ascribe/domain/analysis/verbalize.js';
import { statuses } from '#ascribe/domain/records.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { readMapping, shippedMappings } from '#ascribe/interchange/mapping/read-mapping.js';
import { exportToLines, importLines } from '../export/round-trip.js';
import { writeTempFolder } from '../ingest/document-builder.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { checkDocuments, convertFiles } from './convert-files.js';

const GED = '../shared/data/ucdp-ged/ged-myanmar-1989-2023.csv';
const mappingText = (name: string) => readFileSync(`mappings/${name}.yaml`, 'utf8');

describe('the mappings that ship', () => {
  it('are in the package, are valid, and are described in docs/formats.md', () => {
    const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: string[] };
    expect(files).toContain('mappings');
    const docs = readFileSync('docs/formats.md', 'utf8');
    expect(shippedMappings().length).toBeGreaterThan(1);
    for (const name of shippedMappings()) {
      expect(readMapping(name)).toMatchObject({ mapping: expect.anything() });
      expect(docs).toContain(`\`${name}\``);
    }
  });

  it('give a hint for a name that does not exist', () => {
    const result = readMapping('ucdp-gde');
    expect(result.mapping === null && result.problems[0]?.message).toMatch(/did you mean ucdp-ged\?/);
  });
});

describe('claims-table', () => {
  it('converts the table that ships with it, without a loss', async () => {
    const { documents, problems, summary } = await convertFiles(mappingText('claims-table'), {
      'claims.csv': readFileSync('mappings/claims-table.csv'),
    });
    expect(problems).toEqual([]);
    expect(summary.lost).toMatchObject({ columns: [], values: [], claims: [], missing: [] });
    expect(summary).toMatchObject({ articles: 1, claims: 2, citations: 3 });
    expect(await checkDocuments(documents)).toEqual([]);
  });

  it('says what a row lacks, with its column', async () => {
    const head = 'article,title,source,quote,subject,subject_kind,predicate,object,object_kind,modality\n';
    const { problems, summary } = await convertFiles(mappingText('claims-table'), {
      'claims.csv': `${head}a,T,S,words,Arland,state,funds,Front,armed group,\nb,,S,words,Arland,state,funds,Front,armed group,possible\nc,T,S,words,Arland,state,fund,Front,armed group,possible\n,,,,,,,,,\n`,
    });
    expect(problems).toEqual([
      'claims.csv:2: INVALID_DOCUMENT expected a modality, found an empty cell (row 1, column modality)',
      'claims.csv:3: INVALID_DOCUMENT "title" is missing; expected text (row 2, column title, article.title)',
      expect.stringMatching(
        /^claims\.csv:4: INVALID_DOCUMENT .*"FUND"; did you mean FUNDS\? \(row 3, columns .*predicate, claims\[0\]\.predicate\)$/,
      ),
    ]);
    expect(summary.skippedRows).toBe(1);
  });
});

/** The figures of a row as text, made without the program. */
function expectedFigures(row: Record<string, string>): string[] {
  const { low, high, best } = row;
  const parts = [
    ['deaths_a', row.side_a],
    ['deaths_b', row.side_b],
    ['deaths_civilians', 'civilians'],
    ['deaths_unknown', 'unknown'],
  ].flatMap(([column = '', people = '']) => {
    const word = people
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/-$/, '');
    return row[column] === '0' ? [] : [`best estimate ${row[column]} (${word})`];
  });
  return [low === high ? `${low}` : `${low} to ${high}, best estimate ${best}`, ...parts];
}

const LEVELS = ['EXACT', 'NEAR', 'DISTRICT', 'PROVINCE', 'FEATURE', 'COUNTRY', 'INTERNATIONAL'];
const expectedPoint = ({ latitude, longitude, where_prec }: Record<string, string>): string =>
  `${Number(latitude)}, ${Number(longitude)} (${LEVELS[Number(where_prec) - 1]})`;

describe.skipIf(!existsSync(GED))('ucdp-ged (needs the data at ../shared/data)', () => {
  it('converts each event, with its date, its figures and its place', async () => {
    const text = readFileSync(GED, 'utf8');
    const { documents, problems, summary } = await convertFiles(mappingText('ucdp-ged'), { 'ged.csv': text });
    // Five rows of the data have a low estimate above the high one, five a best estimate below the low one or above the high one.
    const causes = ['expected min to be at most max', 'expected a best estimate of at least'];
    expect(causes.map((cause) => problems.filter((problem) => problem.includes(cause)).length)).toEqual([
      5, 5,
    ]);
    expect(problems).toHaveLength(10);
    for (const problem of problems) expect(problem).toMatch(/^ged\.csv:\d+: .*columns low, high, best\)$/);
    expect(summary).toMatchObject({ rows: 7374, articles: 7364, failedArticles: 10 });
    expect(summary.lost.values).toEqual([]);
    expect(summary.lost.missing).toEqual([]);
    const sample = documents.filter((_, index) => index % 20 === 0);
    expect(await checkDocuments(sample)).toEqual([]);
    const predicates = new Set(documents.flatMap(({ claims }) => claims.map(({ predicate }) => predicate)));
    expect([...predicates].sort()).toEqual([
      'DATED',
      'KILLED',
      'KILLED_IN',
      'LOCATED_AT',
      'LOCATED_IN',
      'OCCURRED_IN',
      'PARTICIPATED_IN',
      'PERPETRATED',
      'TARGETED',
    ]);
  });

  it('keeps the figures and the coordinates of each event, from the row to the store and the export', async () => {
    const text = readFileSync(GED, 'utf8');
    const rows = (parse(text, { columns: true }) as Record<string, string>[]).filter(
      ({ low, best, high }, index) =>
        index % 40 === 0 && Number(low) <= Number(best) && Number(best) <= Number(high),
    );
    const { documents } = await convertFiles(mappingText('ucdp-ged'), { 'ged.csv': text });
    const ids = new Set(rows.map(({ id }) => `ucdp-ged-${id}`));
    const store = await openInProcessStore();
    const sample = documents.filter(({ article }) => ids.has(article.id));
    const folder = writeTempFolder({ 'sample.jsonl': sample });
    expect((await importPaths(store, [folder])).problems).toEqual([]);
    const copy = await openInProcessStore();
    await importLines(copy, await exportToLines(store, statuses));
    for (const row of rows) {
      const expected = [...expectedFigures(row), expectedPoint(row)].sort();
      for (const one of [store, copy]) {
        const { items } = await one.list(
          'claims',
          { statuses, subjectIds: [`ucdp-event-${row.id}`], predicates: ['KILLED', 'LOCATED_AT'] },
          { first: 100, after: null },
        );
        expect(items.map(({ value }) => value && verbalizeValue(value)).sort(), row.id).toEqual(expected);
      }
    }
    expect(rows.length).toBeGreaterThan(150);
    await Promise.all([store.close(), copy.close()]);
  });

  it('takes an event that the reports do not tell apart from others for an assessment', async () => {
    const [head, ...rows] = readFileSync(GED, 'utf8').split(/\r?\n(?=\d{5,6},)/);
    const { documents } = await convertFiles(mappingText('ucdp-ged'), {
      'ged.csv': [head, ...rows.slice(0, 200)].join('\n'),
    });
    const modalities = (clarity: number) =>
      new Set(
        documents
          .filter(({ article }) => article.text?.includes(`event_clarity: ${clarity}\n`))
          .flatMap(({ claims }) =>
            claims.flatMap(({ citations }) => citations.map(({ modality }) => modality)),
          ),
      );
    expect(modalities(2)).toEqual(new Set(['ASSESSED']));
    expect(modalities(1)).toEqual(new Set(['REPORTED_AS_FACT', 'ASSESSED']));
  });
});
