import { describe, expect, it } from 'vitest';
import { backersMapping, checkDocuments, convertFiles } from './convert-files.js';

const HEADER = 'id,backer,group,how,sure,since,remark\n';

describe('ascribe convert of a table', () => {
  it('makes an article of each row, with the row as its text and the cells of a claim as its quote', async () => {
    const { documents, problems, summary } = await convertFiles(backersMapping(), {
      'a.csv': `${HEADER}1,Arland,River Front,money,90,12/4/2031,"two\nlines"\n2,Quillan,Hill Guard,arms,50,,\n`,
    });
    expect(problems).toEqual([]);
    expect(summary).toMatchObject({ rows: 2, articles: 2, claims: 2, citations: 2 });
    expect(documents[0]).toMatchObject({
      article: {
        id: 'backers-1',
        genre: 'DATASET',
        text: 'id: 1\nbacker: Arland\ngroup: River Front\nhow: money\nsure: 90\nsince: 12/4/2031\nremark: two lines',
      },
      claims: [
        {
          subject: 'arland',
          predicate: 'FUNDS',
          object: 'river-front',
          citations: [
            {
              quote: 'backer: Arland\ngroup: River Front\nhow: money',
              modality: 'REPORTED_AS_FACT',
              validFrom: '2031-04-12',
            },
          ],
        },
      ],
    });
    expect(documents[1]?.claims[0]).toMatchObject({
      predicate: 'ARMS',
      citations: [{ modality: 'ASSESSED' }],
    });
    expect(await checkDocuments(documents)).toEqual([]);
  });

  it.each([
    [
      'semicolons',
      'a.csv',
      `${HEADER.replaceAll(',', ';')}1;Arland;"River; Front";money;90;;\n`,
      'River; Front',
    ],
    [
      'tabs',
      'a.tsv',
      `${HEADER.replaceAll(',', '\t')}1\tArland\tRiver, Front\tmoney\t90\t\t\n`,
      'River, Front',
    ],
    [
      'CRLF and quotation marks',
      'a.csv',
      `${HEADER}1,Arland,"River ""Front""",money,90,,\n`.replaceAll('\n', '\r\n'),
      'River "Front"',
    ],
    ['a byte order mark', 'a.csv', `\ufeff${HEADER}1,Arland,Rivière,money,90,,\n`, 'Rivière'],
    ['UTF-16', 'a.csv', Buffer.from(`\ufeff${HEADER}1,Arland,Rivière,money,90,,\n`, 'utf16le'), 'Rivière'],
    [
      'JSON Lines',
      'a.jsonl',
      '{"id":1,"backer":"Arland","group":"Rivière","how":"money","sure":90}\n',
      'Rivière',
    ],
  ])('reads %s', async (_, name, content, group) => {
    const { documents, problems } = await convertFiles(backersMapping(), { [name]: content });
    expect(problems).toEqual([]);
    expect(documents[0]?.entities[1]?.name).toBe(group);
  });

  it('reads the encoding that the mapping names', async () => {
    const content = Buffer.from(`${HEADER}1,Arland,Rivi\xe8re,money,90,,\n`, 'latin1');
    const mapping = backersMapping('table: { encoding: windows-1252 }');
    expect((await convertFiles(mapping, { 'a.csv': content })).documents[0]?.entities[1]?.name).toBe(
      'Rivière',
    );
    const { documents, problems } = await convertFiles(backersMapping(), { 'a.csv': content });
    expect(documents).toEqual([]);
    expect(problems).toEqual([
      expect.stringMatching(/^a\.csv:\d+: INVALID_DOCUMENT the file is not utf-8; .*windows-1252/),
    ]);
  });

  it('names the file, the line, the row and the column of each mistake, and leaves the article out', async () => {
    const { documents, problems } = await convertFiles(backersMapping(), {
      'a.csv': `${HEADER}1,"Ar\nland",River Front,money,90,4/12,\n2,Arland,River Front,money,sure,,\n3,Arland,,money\n4,Arland,River Front,money,90,31/2/2031,\n5,Arland,River Front,money,90,,\n`,
    });
    expect(problems).toEqual([
      'a.csv:2: INVALID_DOCUMENT expected a date of the form D/M/Y, found "4/12" (row 1, column since)',
      'a.csv:4: INVALID_DOCUMENT expected a number, found "sure" (row 2, column sure)',
      'a.csv:5: INVALID_DOCUMENT expected 7 cells, as in the header, found 4 (row 3)',
      expect.stringMatching(
        /^a\.csv:6: INVALID_DOCUMENT .*"2031-02-31".* \(row 4, columns? .*claims\[0\]\.citations\[0\]\.validFrom\)$/,
      ),
    ]);
    expect(documents.map(({ article }) => article.id)).toEqual(['backers-5']);
  });

  it('counts the columns, values and claims that went nowhere', async () => {
    const { summary } = await convertFiles(backersMapping(), {
      'a.csv': `${HEADER}1,Arland,River Front,smiles,90,,x\n2,Arland,River Front,smiles,90,,y\n3,Arland,,money,90,,\n`,
    });
    expect(summary).toMatchObject({ articles: 3, claims: 0 });
    expect(summary.lost).toEqual({
      columns: [{ column: 'remark', cells: 2, examples: ['x', 'y'] }],
      values: [{ at: 'claims[0].predicate', value: 'smiles', rows: 2 }],
      claims: [
        { claim: 'claims[0]', reason: 'no predicate', rows: 2 },
        { claim: 'claims[0]', reason: 'no group', rows: 1 },
      ],
      missing: [],
      more: 0,
    });
  });

  it('says which columns of the mapping a file lacks', async () => {
    const { problems, documents } = await convertFiles(backersMapping(), {
      'a.csv': 'id,backer,gruop,how,sure,since\n1,Arland,River Front,money,90,\n',
    });
    expect(problems).toEqual([
      'a.csv: INVALID_DOCUMENT the mapping reads the column "group", but the file has none of that name; did you mean gruop?',
    ]);
    expect(documents).toEqual([]);
  });

  it('merges the rows of one article, wherever they stand: each is a paragraph', async () => {
    const { documents, problems, summary } = await convertFiles(backersMapping(), {
      'a.csv': `${HEADER}1,Arland,River Front,money,90,,\n2,Quillan,Hill Guard,arms,90,,\n1,ARLAND,River Front,money,90,,again\n1,Arland,River Front,arms,90,,\n`,
    });
    expect([problems, summary.rows, summary.articles]).toEqual([[], 4, 2]);
    const [first] = documents;
    expect(first?.article.text?.split('\n\n')).toHaveLength(3);
    expect(first?.entities[0]).toMatchObject({ id: 'arland', name: 'Arland', aliases: ['ARLAND'] });
    expect(first?.claims.map(({ citations }) => citations.map(({ paragraph }) => paragraph))).toEqual([
      [1, 2],
      [3],
    ]);
    expect(await checkDocuments(documents)).toEqual([]);
  });

  it('refuses rows of one article that contradict each other', async () => {
    const mapping = backersMapping()
      .replace('Row {id}', 'Row {remark}')
      .replace('kind: STATE', 'kind: "{how|word}"')
      .replace('from: "{how}"', 'from: money');
    const { documents, problems } = await convertFiles(mapping, {
      'a.csv': `${HEADER}1,Arland,River Front,state,90,,a\n1,Arland,River Front,state,90,,b\n2,Arland,River Front,state,90,,a\n2,Arland,River Front,person,90,,a\n`,
    });
    expect(documents).toEqual([]);
    expect(problems).toEqual([
      'a.csv:3: ARTICLE_CONFLICT the article "backers-1" has title "Row b" here, but "Row a" in row 1 of a.csv; give both rows the same, or different article ids (row 2)',
      'a.csv:5: KIND_CONFLICT the entity "arland" has kind PERSON here, but STATE in an earlier row of the article (row 4)',
    ]);
  });

  it('makes a claim for each of several texts in a cell', async () => {
    const mapping = backersMapping().replace(
      'group: { id: "{group|slug}", kind: ARMED_GROUP, name: "{group}" }',
      'group: { each: group, separator: ";", id: "{item|slug}", kind: ARMED_GROUP, name: "{item}", organOf: backer }',
    );
    const { documents } = await convertFiles(mapping, {
      'a.csv': `${HEADER}1,Arland,River Front; Hill Guard,money,90,,\n`,
      'b.jsonl': '{"id":2,"backer":"Arland","group":["River Front","Hill Guard"],"how":"money","sure":90}\n',
    });
    for (const { claims, entities } of documents) {
      expect(claims.map(({ object }) => object)).toEqual(['river-front', 'hill-guard']);
      expect(entities[2]).toMatchObject({ id: 'hill-guard', organOf: 'arland' });
    }
    expect(await checkDocuments(documents)).toEqual([]);
  });

  it('stops at the number of articles that a dry run shows', async () => {
    const rows = Array.from({ length: 100 }, (_, at) => `${at},Arland,River Front,money,90,,\n`).join('');
    const { summary } = await convertFiles(backersMapping(), { 'a.csv': HEADER + rows }, 10);
    expect([summary.rows, summary.articles]).toEqual([10, 10]);
  });
});
