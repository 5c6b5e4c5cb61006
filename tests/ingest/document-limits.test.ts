import { describe, expect, it } from 'vitest';
import {
  buildCitation,
  buildClaim,
  buildDocument,
  checkDocument,
  checkFiles,
  ENTITIES,
} from './document-builder.js';

const long = (length: number): string => 'x'.repeat(length);
const many = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index));
const cited = (parts: Record<string, unknown>) => ({
  claims: [buildClaim({ citations: [buildCitation(parts)] })],
});
const described = (parts: Record<string, unknown>) => ({
  entities: [{ ...ENTITIES[0], ...parts }, ...ENTITIES.slice(1)],
});

describe('each bound has its own error', () => {
  const bounds: [string, Record<string, unknown>, RegExp][] = [
    [
      'a quote',
      cited({ quote: long(2001) }),
      /LIMIT_EXCEEDED 2001 characters; at most 2000 \(claims\[0\]\.citations\[0\]\.quote\)/,
    ],
    ['a note', cited({ note: long(5001) }), /at most 5000 .*\.note/],
    ['a chain of speech', cited({ assertedBy: many(21, () => 'arland') }), /21 items; at most 20/],
    ['a title', { article: { title: long(1001) } }, /at most 1000/],
    ['an address', { article: { url: `https://a.example/${long(2000)}` } }, /at most 2000/],
    ['authors', { article: { authors: many(1001, String) } }, /1001 items; at most 1000/],
    ['an id', { article: { id: long(129) } }, /129 characters; at most 128/],
    ['a name', described({ name: long(501) }), /at most 500/],
    ['a description', described({ description: long(5001) }), /at most 5000/],
    ['aliases', described({ aliases: many(1001, String) }), /1001 items; at most 1000/],
    [
      'identifiers of a scheme',
      described({ identifiers: { wikidata: many(101, String) } }),
      /101 items; at most 100/,
    ],
    [
      'claims',
      { claims: many(10_001, () => buildClaim()) },
      /LIMIT_EXCEEDED 10001 items; at most 10000 \(claims\)/,
    ],
    [
      'citations of a claim',
      { claims: [buildClaim({ citations: many(10_001, (page) => buildCitation({ page: page + 1 })) })] },
      /10001 items; at most 10000/,
    ],
    [
      'entities',
      {
        entities: [...ENTITIES, ...many(9_998, (index) => ({ id: `e-${index}`, kind: 'STATE', name: 'E' }))],
      },
      /10001 items; at most 10000/,
    ],
  ];
  it.each(bounds)('%s', async (_, parts, expected) => {
    const problems = await checkDocument(parts);
    expect(problems.join('\n')).toMatch(expected);
  });

  it('a file of 10 MB', async () => {
    const problems = await checkFiles({ 'a.yaml': `# ${long(10 * 1024 * 1024)}` });
    expect(problems).toEqual(['a.yaml: LIMIT_EXCEEDED the file has 10.0 MB; at most 10.0 MB']);
  });

  it('a line of JSON Lines, and the lines beside it are read', async () => {
    const problems = await checkFiles({
      'a.jsonl': [JSON.stringify(long(10 * 1024 * 1024)), buildDocument(), '{"ascribe":'],
    });
    expect(problems).toEqual([
      'a.jsonl:1:1: LIMIT_EXCEEDED a line of 10.0 MB; at most 10.0 MB',
      'a.jsonl:3:12: INVALID_DOCUMENT not JSON: expected a value, found the end',
    ]);
  });

  it('a text file', async () => {
    const parts = { article: { text: undefined, textFile: 'long.txt' } };
    const problems = await checkFiles({
      'a.json': buildDocument(parts),
      'long.txt': long(10 * 1024 * 1024 + 1),
    });
    expect(problems[0]).toMatch(/LIMIT_EXCEEDED long.txt has 10.0 MB.*\(article\.textFile\)/);
  });

  it.each([
    ['brackets', 'a.yaml', '['.repeat(1_000_000)],
    ['dashes', 'a.yaml', '- '.repeat(1_000_000)],
    ['maps', 'a.yaml', '{a: '.repeat(1_000_000)],
    ['indents', 'a.yaml', many(500, (depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['JSON', 'a.json', '{"a":'.repeat(1_000_000)],
  ])('nesting in %s', async (_, name, content) => {
    const problems = await checkFiles({ [name]: content });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/LIMIT_EXCEEDED nested more than 32 deep/);
  });

  it('a thousand mistakes of a document are told, and the rest is counted', async () => {
    const told: string[] = [];
    const claims = many(2_000, () => buildClaim({ predicate: 'FUND' }));
    await checkFiles(
      { 'a.json': buildDocument({ claims }) },
      { onProblem: ({ message }) => told.push(message) },
    );
    expect(told).toHaveLength(1001);
    expect(told.at(-1)).toBe('and 1000 more mistakes in this document');
  });
});
