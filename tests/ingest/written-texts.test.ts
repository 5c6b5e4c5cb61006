import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeValue } from '#ascribe/documents/document-path.js';
import { parseDocument } from '#ascribe/documents/parse.js';
import { locateSyntaxErrors } from '#ascribe/documents/source-map.js';
import { showInvisible } from '#ascribe/documents/visible-text.js';
import { isTextKey } from '#ascribe/ingest/format/article-schema.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { rounds } from '../rounds.js';
import { buildCitation, buildClaim, buildDocument, checkFiles, writeTempFolder } from './document-builder.js';

const RUNS = rounds(2000);

/** Words in ten scripts, and characters that are invisible or look like others. */
const WORDS = [
  ...['attack', 'Müller', 'naïve', 'Атака', 'сила', 'هجوم', 'می‌خواهم', 'התקפה', 'हमला', 'আক্রমণ', 'การโจมตี'],
  ...[
    '공격',
    '攻撃',
    'こうげき',
    '襲擊',
    'επίθεση',
    'ჰეტაკა',
    'ጥቃት',
    'e\u0301tat',
    'a\u0430',
    '👩‍🚒',
    '2031',
    '0984',
    '1e3',
  ],
];
const INVISIBLE = [
  '\u00ad',
  '\u200b',
  '\u200d',
  '\u202e',
  '\u2060',
  '\ufeff',
  '\u00a0',
  '\u2028',
  '\u0085',
  'ﬀ',
  'ﷺ',
];
/** What YAML may read as something else. */
const SYNTAX = [
  ...[
    ' # ',
    ' #',
    '#',
    ': ',
    ':',
    ', ',
    '- ',
    '-',
    '? ',
    '&',
    '*',
    '!',
    '!!str ',
    '|',
    '>',
    '%',
    '@',
    '`',
    '"',
    "'",
    '\\',
  ],
  ...[
    '[',
    ']',
    '{',
    '}',
    '~',
    'null',
    'true',
    'No',
    '<<',
    '...',
    '---',
    '=',
    ' ',
    '  ',
    '\t',
    '.inf',
    '0x1F',
    '+1',
    '1_000',
  ],
];
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.constantFrom(...INVISIBLE) },
  { weight: 3, arbitrary: fc.constantFrom(...SYNTAX) },
  { weight: 2, arbitrary: fc.constant(' ') },
);
const line = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));

async function problemsIn(files: Readonly<Record<string, unknown>>) {
  const { problems, stopped } = await importPaths(null, [writeTempFolder(files)], {});
  expect(stopped).toBeNull();
  return problems;
}

/** How a text is read under a key of free text: the text, null if it is refused, or what else it is read as. */
function readAs(
  document: string,
  at: (value: never) => unknown = ({ note }: { note: unknown }) => note,
): unknown {
  const { value, syntaxErrors } = parseDocument(document, 'YAML', isTextKey);
  if (syntaxErrors.length === 0) {
    const read = at(value as never);
    // The schema refuses all that is no text, with the hint to put it in quotes.
    return typeof read === 'string' && read !== '' ? read : null;
  }
  for (const { line: at, column, message } of locateSyntaxErrors(syntaxErrors, 'a.yaml', document)) {
    expect(at).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
    expect(message).toMatch(/quotes|expected|remove|write|given twice|not YAML: \S/);
  }
  return null;
}

/** What a text means without its white space at the ends, which YAML always drops. */
const trimmed = (text: string) => text.replace(/^[ \t]+|[ \t]+$/g, '');

describe('a text in YAML', () => {
  it('without quotes is read as it is written, or refused', () => {
    fc.assert(
      fc.property(line, (text) => {
        // A text that begins with a quotation mark has quotes.
        fc.pre(!/^[ \t]*['"]/.test(text));
        for (const [document, at] of [
          [`note: ${text}\n`, undefined],
          [`aliases:\n  - ${text}\n`, ({ aliases }: { aliases: unknown[] }) => aliases?.[0]],
          [`note: ${text}\r\ntitle: x`, undefined],
        ] as const) {
          const read = readAs(document, at as never);
          if (read !== null) expect(read).toBe(trimmed(text));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('in quotes or as a block is read as it is written', () => {
    const hex = (character: string, digits: number) =>
      (character.codePointAt(0) ?? 0).toString(16).padStart(digits, '0');
    const escaped = (character: string): string => {
      if (character.length > 1) return `\\U${hex(character, 8)}`;
      return character < '\u0100' ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`;
    };
    const spellings: Record<string, (text: string, seed: number) => string> = {
      'double quotes': (text) => `note: ${JSON.stringify(text)}\n`,
      'double quotes with escapes': (text, seed) =>
        `note: "${[...text].map((one, at) => (/["\\\t]/.test(one) || (at + seed) % 3 === 0 ? escaped(one) : one)).join('')}"\n`,
      'single quotes': (text) => `note: '${text.replaceAll("'", "''")}'\n`,
      'a flow map': (text) => `{ note: ${JSON.stringify(text)}, "title": 'x' }\n`,
      'a literal block': (text) => `note: |-\n  ${text}\ntitle: x\n`,
      'a literal block with a comment': (text) => `note: |-  # the words\n  ${text}\n`,
      'a folded block': (text) => `note: >-\n  ${text}\n`,
      'quotes and a comment': (text) => `note: ${JSON.stringify(text)} # the words\n`,
    };
    fc.assert(
      fc.property(line, fc.constantFrom(...Object.keys(spellings)), fc.nat(9), (text, name, seed) => {
        const spell = spellings[name] as (text: string, seed: number) => string;
        // A block cannot begin with white space without saying so.
        fc.pre(!name.includes('block') || (/^[^ \t]/.test(text) && trimmed(text) !== ''));
        const read = readAs(spell(text, seed));
        expect([name, read]).toEqual([name, text]);
      }),
      { numRuns: RUNS },
    );
  });

  const cut = async (text: string) =>
    (await problemsIn({ 'a.yaml': text })).map(
      ({ line: at, column, message }) => [at, column, message] as const,
    );
  it.each([
    ['note: He said # 3 units', 15, '# 3 units'],
    ['title: Raid by Unit #47', 21, '#47'],
    ['title: unit # 47', 13, '# 47'],
    ['quote: killed 12 people at 5 # past noon', 30, '# past noon'],
  ])('is refused where a comment cuts it: %s', async (text, column, comment) => {
    const [[at, found, message] = []] = await cut(text);
    expect([at, found]).toEqual([1, column]);
    expect(message).toContain(
      `YAML takes "${comment}" as a comment and cuts it off; put the whole text in quotes`,
    );
  });

  it('may be followed by a comment if it is in quotes, and a word of the format always', () => {
    const document =
      'title: "x" # y\nkind: STATE # a state\npublishedAt: 2031-04-12 # Monday\nnote: |- # z\n  a # b\n';
    expect(parseDocument(document, 'YAML', isTextKey)).toEqual({
      value: { title: 'x', kind: 'STATE', publishedAt: '2031-04-12', note: 'a # b' },
      syntaxErrors: [],
    });
  });

  it.each([
    ['note: &Sons of Arland', /anchors \(&Sons\).*in quotes/],
    ['note: !important words', /tags \(!important\).*in quotes/],
    ['note: *important', /aliases.*in quotes/],
  ])('is refused if its first word is a part of YAML: %s', async (text, message) => {
    expect((await cut(text))[0]?.[2]).toMatch(message);
  });
});

describe('a quote cut at random', () => {
  it('is found, or refused at its place; nothing crashes', async () => {
    const paragraph = fc.array(piece, { minLength: 4, maxLength: 20 }).map((pieces) => pieces.join(''));
    const article = fc.tuple(paragraph, paragraph).map((paragraphs) => paragraphs.join('\n\n'));
    await fc.assert(
      fc.asyncProperty(article, fc.nat(60), fc.nat(60), async (text, from, length) => {
        const start = from % text.length;
        const quote = text.slice(start, start + 1 + length);
        const cutsLetter = [quote, text.slice(start + quote.length)].some((part) => /^\p{M}/u.test(part));
        const claims = [buildClaim({ citations: [buildCitation({ quote })] })];
        const problems = await problemsIn({ 'a.json': buildDocument({ article: { text }, claims }) });
        for (const { code, path, line: at, message } of problems) {
          expect(code).toMatch(/^(QUOTE_NOT_FOUND|INVALID_DOCUMENT)$/);
          expect(at).toBeGreaterThan(0);
          if (code === 'QUOTE_NOT_FOUND') expect(path).toBe('claims[0].citations[0].quote');
          else expect(message).toMatch(/expected|invalid character/);
        }
        // A whole part of the text with a word is found; a letter without its accent is another letter.
        if (
          !cutsLetter &&
          !/\p{Surrogate}/u.test(quote) &&
          /[\p{L}\p{N}]/u.test(quote) &&
          !/\[\s*\.\.\.\s*\]/.test(quote)
        )
          expect([quote, problems.map(({ code }) => code)]).toEqual([quote, []]);
      }),
      { numRuns: Math.ceil(RUNS / 20) },
    );
  });
});

describe('a message', () => {
  const messages = async (text: string, quote: string) => {
    const claims = [buildClaim({ citations: [buildCitation({ quote })] })];
    return checkFiles({ 'a.json': buildDocument({ article: { text }, claims }) });
  };
  it('shows the code of a look-alike once, also in a value that the message quotes', () => {
    for (const text of [
      'REPORTED_AS_F\u0410CT',
      'a\u0433ticle',
      '\u2163',
      'sta\ufb00',
      'Arl\u0430nd pays',
      'p\u0430\u200bys',
      '\u0430\u0430A',
    ]) {
      const shown = describeValue(text);
      expect(shown).toMatch(/<U\+/u);
      expect(showInvisible(`found ${shown}`)).toBe(`found ${shown}`);
    }
    expect(showInvisible('p\u0430<U+0061>ys')).toContain('\u0430<U+0430>');
  });

  it('shows the invisible character or the look-alike that makes a quote differ', async () => {
    for (const [text, quote, shown] of [
      ['Arland fi\u00adnances its press.', 'Arland finances its press', 'Arland fi<U+00AD>nances its press'],
      ['Arland pays its sta\ufb00 well.', 'pays its staff well', 'pays its sta\ufb00<U+FB00> well'],
      ['The River\u200b Front is paid.', 'River Front is paid', 'River<U+200B> Front is paid'],
      ['The River Fr\ufeffont is paid.', 'River Front is paid', 'River Fr<U+FEFF>ont is paid'],
      ['Arl\u0430nd pays the men.', 'Arland pays the men', 'pays the men'],
      ['It p\u0430ys the Front.', 'It pays the Front', 'It p\u0430<U+0430>ys the Front'],
    ] as const)
      expect((await messages(text, quote)).join('\n')).toContain(shown);
  });

  it('tells the letter of an id that only looks allowed', async () => {
    const claims = [buildClaim({ subject: '\u0441\u043e\u0441\u043e' })];
    const lines = await checkFiles({ 'a.json': buildDocument({ claims }) });
    expect(lines.join('\n')).toContain('(not \u0441, which is U+0441)');
  });

  it('leaves words of one script alone', async () => {
    const [line = ''] = await messages('x', 'Атака на мост επίθεση هجوم');
    expect(line).not.toContain('<U+');
  });

  it('of a file of JSON Lines names the article, also of a line that is not JSON', async () => {
    const documents = [
      JSON.stringify(buildDocument({ article: { id: 'one', genre: 'NEWZ' } })),
      JSON.stringify(buildDocument({ article: { id: 'two' }, claims: [buildClaim({ subject: 'nobody' })] })),
      '{"ascribe":1,"article":{"title":"T","id":"three"}, oops',
    ];
    const lines = await checkFiles({ 'a.jsonl': documents.join('\n') });
    expect(lines).toHaveLength(3);
    for (const id of ['one', 'two', 'three'])
      expect(lines.filter((text) => text.includes(`(article:${id}`))).toHaveLength(1);
  });
});
