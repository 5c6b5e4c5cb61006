import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMapping } from '#ascribe/interchange/mapping/parse-mapping.js';
import { removeFolder } from '../remove-folder.js';
import { backersMapping, convertFiles } from './convert-files.js';

const HEADER = 'id,backer,group,how,sure,since,remark\n';
const GOOD = '1,Arland,River Front,money,90,,\n';

describe('a hostile table', () => {
  it.each([
    ['is empty', '', /the file is empty; expected a header/],
    ['names a column twice', `id,id\n${GOOD}`, /^a\.csv:1: .*the header names the column "id" twice/],
    ['never closes a quotation mark', `${HEADER}${GOOD}2,"Arland`, /^a\.csv:3: .*is never closed/],
    [
      'has a quotation mark in a cell',
      `${HEADER}${GOOD}2,"Ar"land,x,money,90,,\n`,
      /^a\.csv:3: .*quotation mark/,
    ],
    ['has a NUL', `${HEADER}2,Ar\0land,x,money,90,,\n`, /^a\.csv:2: .*NUL.*\(row 1, column backer\)/],
    [
      'has a row of 11 MB',
      `${HEADER}2,"${'x'.repeat(11 * 1024 * 1024)}`,
      /^a\.csv:2: LIMIT_EXCEEDED a row is longer/,
    ],
    [
      'has too many columns',
      `${Array.from({ length: 10_001 }, (_, at) => `c${at}`).join(',')}\n`,
      /^a\.csv:1: .*10001 columns/,
    ],
  ])('that %s gets an error with its line', async (_, content, message) => {
    const { problems } = await convertFiles(backersMapping(), { 'a.csv': content });
    expect(problems).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ['is no record', '[1]', /^a\.jsonl:1: .*expected a record/],
    ['is cut off', '{"id": ', /^a\.jsonl:1:8: INVALID_DOCUMENT/],
    ['nests deeply', `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`, /LIMIT_EXCEEDED/],
    ['repeats a key', '{"id":1,"id":2}', /^a\.jsonl:1:9: DUPLICATE/],
    ['has a key __proto__', '{"__proto__":{"id":1}}', /__proto__/],
  ])('of JSON Lines that %s gets an error with its line', async (_, line, message) => {
    const { problems } = await convertFiles(backersMapping(), { 'a.jsonl': `${line}\n` });
    expect(problems[0]).toMatch(message);
  });

  it('never throws and never makes an invalid document, whatever its cells', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom(
        '=1+1',
        '__proto__',
        'constructor',
        '{id}',
        '[…]',
        '1e999',
        '2031-13',
        '\u2028',
        '\n\n',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 7, maxLength: 7 }), { maxLength: 5 }),
        async (rows) => {
          const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
          const { summary } = await convertFiles(backersMapping(), {
            'a.csv': `${HEADER}${quoted.join('\n')}\n`,
          });
          expect(summary.articles + summary.failedArticles).toBeLessThanOrEqual(rows.length);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('of 100,000 rows needs little memory', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ascribe-convert-'));
    try {
      writeFileSync(join(folder, 'mapping.yaml'), backersMapping());
      const rows = function* () {
        yield HEADER;
        for (let id = 0; id < 100_000; id++) yield `${id},Arland,River Front,money,90,,${'x'.repeat(100)}\n`;
      };
      await pipeline(Readable.from(rows()), createWriteStream(join(folder, 'many.csv')));
      const program = `
        import { convertTables } from '#ascribe/interchange/convert-table.js';
        import { readMapping } from '#ascribe/interchange/mapping/read-mapping.js';
        const { mapping } = readMapping(process.argv[1]);
        let [peak, articles] = [0, 0];
        for await (const _ of convertTables(mapping, [process.argv[2]], { onProblem: console.error, onProgress: () => { peak = Math.max(peak, process.memoryUsage.rss()); } })) articles++;
        console.log(JSON.stringify({ articles, megabytes: Math.round(peak / 1e6) }));`;
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [
          '--max-old-space-size=64',
          '--input-type=module',
          '--eval',
          program,
          join(folder, 'mapping.yaml'),
          join(folder, 'many.csv'),
        ],
        { encoding: 'utf8' },
      );
      expect(stderr).toBe('');
      const { articles, megabytes } = JSON.parse(stdout) as { articles: number; megabytes: number };
      expect(articles).toBe(100_000);
      expect(megabytes).toBeLessThan(250);
    } finally {
      removeFolder(folder);
    }
  });
});

describe('a hostile mapping', () => {
  const problemsOf = (text: string): readonly string[] => {
    const result = parseMapping(text, 'YAML', 'mapping.yaml');
    return result.mapping === null ? result.problems.map(({ line, message }) => `${line}: ${message}`) : [];
  };

  it.each([
    ['is empty', '', /the document is empty/],
    ['is a list', '- 1', /expected a map with the keys mapping, name/],
    ['has an unknown key', backersMapping('clams: []'), /unknown key "clams"; did you mean claims\?/],
    [
      'has templates that do not close',
      backersMapping().replace('Row {id}', 'Row {id'),
      /write \{\{ for the character/,
    ],
    [
      'names an entity that it lacks',
      backersMapping().replace('object: group', 'object: grup'),
      /no entity of the mapping is named "grup"; did you mean group\?/,
    ],
    ['gives both an object and a value', backersMapping('    value: 3'), /expected one of object and value/],
    [
      'gives no lookup',
      backersMapping().replace('map: { money: FUNDS, arms: ARMS }', 'else: FUNDS'),
      /expected one of map, atLeast and choose/,
    ],
    ['leaves out the text and the quotes', backersMapping('text: NONE'), /"quote" is missing/],
    [
      'has an encoding that does not exist',
      backersMapping('table: { encoding: utf-99 }'),
      /expected an encoding such as/,
    ],
    ['has a version of the future', backersMapping().replace('mapping: 1', 'mapping: 2'), /expected 1/],
    ['uses aliases to grow', backersMapping('when: &a { id: 1 }\nunless: *a'), /anchor|alias/i],
    ['is nested deeply', `mapping: ${'['.repeat(100)}`, /./],
  ])('that %s gets an error with its line', (_, text, message) => {
    expect(problemsOf(text).join('\n')).toMatch(message);
    expect(problemsOf(text).join('\n')).toMatch(/^\d+: /);
  });
});
