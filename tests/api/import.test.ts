import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Service, startService } from './service.js';

let service: Service;
const KEY = { authorization: 'Bearer s3cret' };

beforeEach(async () => {
  service = await startService({ keys: 'anna:s3cret,ben:other' });
});
afterEach(() => service.close());

const IMPORT = `mutation ($document: String!, $format: DocumentFormat) {
  importArticle(input: { document: $document, format: $format }) { problems { code message path line column } outcome claims citations unverified notes article { id title } }
}`;
const DOCUMENT = `
ascribe: 1
article:
  id: courier-blast
  title: Harbour blast
  genre: NEWS
  source: { id: courier, name: Courier, reliability: B }
entities:
  - { id: arland, kind: STATE, name: Arland }
  - { id: river-front, kind: ARMED_GROUP, name: River Front }
claims:
  - subject: arland
    predicate: FUNDS
    object: river-front
    citations:
      - { quote: Arland pays the River Front, modality: REPORTED_AS_FACT, credibility: 2 }
`;
const importing = (document: string, headers: Record<string, string> = KEY, format = 'YAML') =>
  service.ask(IMPORT, { document, format }, headers);

it('rejects fields that only an export may set, because they are not verified', async () => {
  const forged = DOCUMENT.replace('credibility: 2 }', 'credibility: 2, place: { start: 1, end: 9 } }')
    .replace('  genre: NEWS\n', '  genre: NEWS\n  retractedBy: ben\n  retractsDerived: true\n')
    .concat('    assessments:\n')
    .concat('      - { analyst: ben, status: CONFIRMED, rationale: seen, at: 2031-04-13T08:00:00Z }\n');
  const { data } = await importing(forged);
  const problems = data.importArticle.problems as { readonly code: string; readonly path: string }[];
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['INVALID_DOCUMENT']));
  expect(problems.map(({ path }) => path).sort()).toEqual([
    'article.retractedBy',
    'article.retractsDerived',
    'claims[0].assessments',
    'claims[0].citations[0].place',
  ]);
});

describe('an article', () => {
  it('is imported and can be queried at once', async () => {
    const { data, errors } = await importing(DOCUMENT);
    expect(errors).toBeUndefined();
    expect(data.importArticle).toEqual({
      problems: [],
      outcome: 'CREATED',
      claims: 1,
      citations: 1,
      unverified: 1,
      notes: [],
      article: { id: 'article:courier-blast', title: 'Harbour blast' },
    });
    const { claims } = await service.data('{ claims(statuses: [REPORTED]) { nodes { predicate } } }');
    expect(claims.nodes).toEqual([{ predicate: 'FUNDS' }]);
  });

  it('changes nothing if unchanged, and replaces its earlier version otherwise', async () => {
    await importing(DOCUMENT);
    expect((await importing(DOCUMENT)).data.importArticle.outcome).toBe('UNCHANGED');
    const changed = await importing(DOCUMENT.replace('Harbour blast', 'Blast in the harbour'));
    expect(changed.data.importArticle).toMatchObject({
      outcome: 'REPLACED',
      article: { title: 'Blast in the harbour' },
    });
  });

  it('may be JSON', async () => {
    const document = JSON.stringify({
      ascribe: 1,
      article: { id: 'a', title: 'A', genre: 'NEWS', source: { id: 's', name: 'S', reliability: 'F' } },
      entities: [
        { id: 'x', kind: 'STATE', name: 'X' },
        { id: 'y', kind: 'STATE', name: 'Y' },
      ],
      claims: [
        {
          subject: 'x',
          predicate: 'OPPOSES',
          object: 'y',
          citations: [{ quote: 'X is against Y', modality: 'ASSESSED' }],
        },
      ],
    });
    expect((await importing(document, KEY, 'JSON')).data.importArticle.outcome).toBe('CREATED');
  });

  it('is not written if it has an error, which is reported with its location', async () => {
    const { data, errors } = await importing(DOCUMENT.replace('predicate: FUNDS', 'predicate: FUNDZ'));
    expect(errors).toBeUndefined();
    const { problems, ...nothing } = data.importArticle;
    expect(nothing).toEqual({
      ...{ outcome: null, article: null, claims: 0, citations: 0, unverified: 0, notes: [] },
    });
    expect(problems).toEqual([
      {
        code: 'INVALID_DOCUMENT',
        message: expect.stringContaining('FUNDS'),
        path: 'claims[0].predicate',
        line: 13,
        column: expect.any(Number),
      },
    ]);
    expect(await service.data('{ articles { totalCount } entities { totalCount } }')).toEqual({
      articles: { totalCount: 0 },
      entities: { totalCount: 0 },
    });
  });

  it('may have several megabytes with a key', async () => {
    const text = 'x'.repeat(3_000_000);
    const { errors } = await importing(`${DOCUMENT}\n# ${text}`);
    expect(errors).toBeUndefined();
    const refused = await importing(`${DOCUMENT}\n# ${text}`, {});
    expect(refused.errors?.[0]?.extensions.code).toBe('BODY_TOO_LARGE');
  });

  it('is rejected above 10 MB', async () => {
    const { data } = await importing(`${DOCUMENT}\n# ${'x'.repeat(10.5 * 1024 * 1024)}`);
    expect(data.importArticle.problems).toMatchObject([{ code: 'LIMIT_EXCEEDED', path: null, line: null }]);
  });
});

describe('two articles in one request', () => {
  it('are imported one after the other, and each result shows the graph at that point', async () => {
    const query = `mutation ($a: String!, $b: String!) {
      a: importArticle(input: { document: $a }) { article { title } }
      b: importArticle(input: { document: $b }) { article { title } }
    }`;
    const { data } = await service.ask(query, { a: DOCUMENT, b: DOCUMENT.replace('Harbour', 'Second') }, KEY);
    expect(data).toEqual({
      a: { article: { title: 'Harbour blast' } },
      b: { article: { title: 'Second blast' } },
    });
  });
});

describe('an API key', () => {
  it('is read from Authorization and from X-API-Key', async () => {
    expect((await importing(DOCUMENT, { authorization: 'bearer other' })).errors).toBeUndefined();
    expect((await importing(DOCUMENT, { 'x-api-key': 's3cret' })).errors).toBeUndefined();
  });

  for (const [name, headers] of Object.entries({
    missing: {},
    wrong: { 'x-api-key': 's3cre' },
    'that is the name of one': { 'x-api-key': 'anna' },
    empty: { authorization: 'Bearer ' },
    'of another scheme': { authorization: 'Basic s3cret' },
  })) {
    it(`${name} is rejected, and nothing is written`, async () => {
      const { errors } = await importing(DOCUMENT, headers as Record<string, string>);
      expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect(JSON.stringify(errors)).not.toContain('s3cret');
      expect((await service.data('{ articles { totalCount } }')).articles.totalCount).toBe(0);
    });
  }

  it('is useless if none is configured: mutations are off', async () => {
    const closed = await startService();
    const { errors } = await closed.ask(IMPORT, { document: DOCUMENT }, KEY);
    await closed.close();
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(errors?.[0]?.message).toContain('ASCRIBE_API_KEYS');
  });
});
