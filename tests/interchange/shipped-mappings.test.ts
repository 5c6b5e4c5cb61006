import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMapping, shippedMappings } from '#ascribe/interchange/mapping/read-mapping.js';
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

describe.skipIf(!existsSync(GED))('ucdp-ged (needs the data at ../shared/data)', () => {
  it('converts each event, with its date, its figures and its place', async () => {
    const text = readFileSync(GED, 'utf8');
    const { documents, problems, summary } = await convertFiles(mappingText('ucdp-ged'), { 'ged.csv': text });
    // Five rows of the data have a low estimate above the high one.
    expect(problems).toHaveLength(5);
    for (const problem of problems)
      expect(problem).toMatch(/expected min to be at most max.*columns low, high\)$/);
    expect(summary).toMatchObject({ rows: 7374, articles: 7369, failedArticles: 5 });
    expect(summary.lost.values).toEqual([]);
    expect(summary.lost.missing).toEqual([]);
    const sample = documents.filter((_, index) => index % 20 === 0);
    expect(await checkDocuments(sample)).toEqual([]);
    const predicates = new Set(documents.flatMap(({ claims }) => claims.map(({ predicate }) => predicate)));
    expect([...predicates].sort()).toEqual([
      'DATED',
      'KILLED',
      'LOCATED_IN',
      'OCCURRED_IN',
      'PARTICIPATED_IN',
      'PERPETRATED',
    ]);
  }, 120_000);

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
