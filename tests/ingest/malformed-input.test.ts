import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { buildDocument, checkFiles, writeTempFolder } from './document-builder.js';

const HEAD =
  'ascribe: 1\narticle: { id: a, title: T, genre: NEWS, source: { id: s, name: S, reliability: B } }\n';

describe('input that is not a document', () => {
  const files: [string, string, unknown, string | RegExp][] = [
    ['an empty file', 'a.yaml', '', 'a.yaml:1:1: INVALID_DOCUMENT the document is empty'],
    ['only white space', 'a.json', ' \n ', 'a.json:1:1: INVALID_DOCUMENT the document is empty'],
    ['empty JSON Lines', 'a.jsonl', '\n\n', 'a.jsonl: INVALID_DOCUMENT the file is empty'],
    [
      'a list',
      'a.yaml',
      '- 1',
      /expected a map with the keys ascribe, article, entities and claims, found a list/,
    ],
    ['null', 'a.yaml', 'null', /found null/],
    ['a number', 'a.json', '1', /found 1/],
    [
      'binary data',
      'a.yaml',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]),
      /a.yaml:1:1: INVALID_DOCUMENT the file is not UTF-8/,
    ],
    [
      'UTF-16',
      'a.yaml',
      Buffer.from('\ufeffascribe: 1', 'utf16le'),
      /it looks like UTF-16.*save it as UTF-8/,
    ],
    ['a NUL character', 'a.yaml', `${HEAD}# \0`, /the file is not text: it contains a NUL character/],
    [
      'half a surrogate pair',
      'a.yaml',
      'a: "\\ud800"',
      /a.yaml:1:4: INVALID_DOCUMENT contains an invalid character: NUL, or half of a surrogate pair/,
    ],
    [
      'an alias',
      'a.yaml',
      'a: &a [1]\nb: *a\n',
      'a.yaml:2:4: LIMIT_EXCEEDED YAML aliases (*) are not supported; write the value out, or put a text that begins with * in quotes',
    ],
    [
      'a merge',
      'a.yaml',
      `${HEAD}<<: { a: 1 }\n`,
      'a.yaml:3:1: INVALID_DOCUMENT YAML merges (<<) are not supported; write the keys out',
    ],
    [
      'a tag',
      'a.yaml',
      `${HEAD}annotator: !!js/function x\n`,
      /YAML tags \(tag:yaml.org,2002:js\/function\) are not supported; remove the tag/,
    ],
    ['a key twice', 'a.yaml', 'a: 1\na: 2\n', 'a.yaml:2:1: DUPLICATE the key "a" is given twice'],
    ['a key twice in JSON', 'a.json', '{"a":1,"a":2}', 'a.json:1:8: DUPLICATE the key "a" is given twice'],
    [
      'two documents',
      'a.yaml',
      `${HEAD}---\n${HEAD}`,
      'a.yaml:3:1: INVALID_DOCUMENT a second YAML document starts here; expected one document per file',
    ],
    ['broken YAML', 'a.yaml', 'a: b: c', /a.yaml:1:4: INVALID_DOCUMENT not YAML: Nested mappings/],
    [
      'broken JSON',
      'a.json',
      '{"a":1,}',
      'a.json:1:8: INVALID_DOCUMENT not JSON: expected a key in double quotes, found "}"',
    ],
    [
      'a key of __proto__',
      'a.json',
      '{"__proto__":{"ascribe":1}}',
      'a.json:1:2: INVALID_DOCUMENT the key "__proto__" is not in the format',
    ],
    [
      'a huge key',
      'a.json',
      `{"${'x'.repeat(100_000)}":1}`,
      /LIMIT_EXCEEDED expected a key of at most 200 characters, found 100000/,
    ],
    ['a map as a key', 'a.yaml', '? { a: 1 }\n: 1\n', /expected a key that is plain text/],
  ];
  it.each(files)('reports %s', async (_, name, content, expected) => {
    const [first] = await checkFiles({ [name]: content });
    if (typeof expected === 'string') expect(first).toBe(expected);
    else expect(first).toMatch(expected);
  });

  it('treats names of JavaScript properties like any other word', async () => {
    const entities = [{ id: 'constructor', kind: 'toString', name: 'x', hasOwnProperty: 1 }];
    const claims = [
      {
        subject: 'constructor',
        predicate: 'toString',
        value: 1,
        citations: [{ quote: 'The', modality: 'valueOf' }],
      },
    ];
    expect(await checkFiles({ 'a.json': buildDocument({ entities, claims }) })).toHaveLength(4);
  });

  it('reports a path that does not exist, a folder without documents and an unknown extension', async () => {
    const folder = writeTempFolder({ 'readme.md': 'x', 'sub/.hidden.yaml': 'x' });
    const paths = [join(folder, 'nowhere'), folder, join(folder, 'readme.md')];
    const { problems, files } = await importPaths(null, paths);
    expect(files).toBe(0);
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'UNREADABLE does not exist',
      'UNREADABLE the folder contains no documents; expected files with the extension .yaml, .yml, .json, .jsonl, .ndjson',
      'UNREADABLE unknown extension; expected .yaml, .yml, .json, .jsonl, .ndjson',
    ]);
  });

  it('reports a broken link and does not follow a link to a parent folder', async () => {
    const folder = writeTempFolder({ 'sub/a.json': buildDocument() });
    symlinkSync('..', join(folder, 'sub', 'up'));
    symlinkSync('nowhere', join(folder, 'sub', 'broken.yaml'));
    const { problems, articles } = await importPaths(null, [folder]);
    expect(problems.map(({ message }) => message)).toEqual(['does not exist']);
    expect(articles.checked).toBe(1);
  });

  it('reads a file once even if several paths lead to it', async () => {
    const folder = writeTempFolder({ 'a.json': buildDocument() });
    const { articles, problems } = await importPaths(null, [folder, join(folder, 'a.json'), folder]);
    expect(problems).toEqual([]);
    expect(articles.checked).toBe(1);
  });
});

describe('YAML scalars', () => {
  it('keeps dates as text and accepts a year as a number', async () => {
    const dates = ['2031', '2031-04', '2031-04-12', '2031-04~', '2031-04-10/2031-04-12'];
    for (const date of dates) {
      const yaml = HEAD.replace('genre: NEWS', `genre: NEWS, language: no, publishedAt: ${date}`);
      expect(await checkFiles({ 'a.yaml': yaml })).toEqual([]);
    }
  });
});
