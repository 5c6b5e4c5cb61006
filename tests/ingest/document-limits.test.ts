import { describe, expect, it } from 'vitest';
import {
  buildCitation,
  buildClaim,
  buildDocument,
  checkDocument,
  checkFiles,
  ENTITIES,
} from './document-builder.js';

const textOf = (length: number): string => 'x'.repeat(length);
const repeat = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index));
const withCitation = (parts: Record<string, unknown>) => ({
  claims: [buildClaim({ citations: [buildCitation(parts)] })],
});
const withEntity = (parts: Record<string, unknown>) => ({
  entities: [{ ...ENTITIES[0], ...parts }, ...ENTITIES.slice(1)],
});

describe('document limits', () => {
  const limits: [string, Record<string, unknown>, RegExp][] = [
    [
      'a quote',
      withCitation({ quote: textOf(2001) }),
      /LIMIT_EXCEEDED expected at most 2000 characters, found 2001 \(claims\[0\]\.citations\[0\]\.quote\)/,
    ],
    ['a note', withCitation({ note: textOf(5001) }), /at most 5000 characters, found 5001 .*\.note/],
    [
      'a chain of speech',
      withCitation({ assertedBy: repeat(21, () => 'arland') }),
      /at most 20 items, found 21/,
    ],
    ['a title', { article: { title: textOf(1001) } }, /at most 1000 characters, found 1001/],
    [
      'a URL',
      { article: { url: `https://a.example/${textOf(2000)}` } },
      /at most 2000 characters, found 2018/,
    ],
    ['authors', { article: { authors: repeat(1001, String) } }, /at most 1000 items, found 1001/],
    ['an id', { article: { id: textOf(129) } }, /at most 128 characters, found 129/],
    ['a name', withEntity({ name: textOf(501) }), /at most 500 characters, found 501/],
    ['a description', withEntity({ description: textOf(5001) }), /at most 5000 characters, found 5001/],
    ['aliases', withEntity({ aliases: repeat(1001, String) }), /at most 1000 items, found 1001/],
    [
      'identifiers of a scheme',
      withEntity({ identifiers: { wikidata: repeat(101, String) } }),
      /at most 100 items, found 101/,
    ],
    [
      'claims',
      { claims: repeat(10_001, () => buildClaim()) },
      /LIMIT_EXCEEDED expected at most 10000 items, found 10001 \(claims\)/,
    ],
    [
      'citations of a claim',
      { claims: [buildClaim({ citations: repeat(10_001, (page) => buildCitation({ page: page + 1 })) })] },
      /at most 10000 items, found 10001/,
    ],
    [
      'entities',
      {
        entities: [
          ...ENTITIES,
          ...repeat(9_998, (index) => ({ id: `e-${index}`, kind: 'STATE', name: 'E' })),
        ],
      },
      /at most 10000 items, found 10001/,
    ],
  ];
  it.each(limits)('rejects too long or too many: %s', async (_, parts, expected) => {
    const problems = await checkDocument(parts);
    expect(problems.join('\n')).toMatch(expected);
  });

  it('rejects a file of more than 10 MB', async () => {
    const problems = await checkFiles({ 'a.yaml': `# ${textOf(10 * 1024 * 1024)}` });
    expect(problems).toEqual(['a.yaml: LIMIT_EXCEEDED the file is 10.0 MB; expected at most 10.0 MB']);
  });

  it('rejects a line of JSON Lines of more than 10 MB and reads the other lines', async () => {
    const problems = await checkFiles({
      'a.jsonl': [JSON.stringify(textOf(10 * 1024 * 1024)), buildDocument(), '{"ascribe":'],
    });
    expect(problems).toEqual([
      'a.jsonl:1:1: LIMIT_EXCEEDED the line is 10.0 MB; expected at most 10.0 MB',
      'a.jsonl:3:12: INVALID_DOCUMENT not JSON: expected a value, found the end',
    ]);
  });

  it('rejects a text file of more than 10 MB', async () => {
    const parts = { article: { text: undefined, textFile: 'long.txt' } };
    const problems = await checkFiles({
      'a.json': buildDocument(parts),
      'long.txt': textOf(10 * 1024 * 1024 + 1),
    });
    expect(problems[0]).toMatch(/LIMIT_EXCEEDED long.txt is 10.0 MB.*\(article\.textFile\)/);
  });

  it.each([
    ['YAML brackets', 'a.yaml', '['.repeat(1_000_000)],
    ['YAML dashes', 'a.yaml', '- '.repeat(1_000_000)],
    ['YAML braces', 'a.yaml', '{a: '.repeat(1_000_000)],
    ['YAML indentation', 'a.yaml', repeat(500, (depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['JSON', 'a.json', '{"a":'.repeat(1_000_000)],
  ])('rejects nesting of more than 32 levels in %s', async (_, name, content) => {
    const problems = await checkFiles({ [name]: content });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/LIMIT_EXCEEDED nested more than 32 levels deep/);
  });

  it('reports the first 1,000 mistakes of a document and counts the others', async () => {
    const messages: string[] = [];
    const claims = repeat(2_000, () => buildClaim({ predicate: 'FUND' }));
    await checkFiles(
      { 'a.json': buildDocument({ claims }) },
      { onProblem: ({ message }) => messages.push(message) },
    );
    expect(messages).toHaveLength(1001);
    expect(messages.at(-1)).toBe('and 1000 more mistakes in this document');
  });
});
