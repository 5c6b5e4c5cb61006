/**
 * Rewrites the generated blocks of README.md and docs/*.md from the tables of the built program.
 *
 *   npm run docs                        rewrite the blocks
 *   node docs/generate.mjs --check      report blocks that differ; exit code 1 if any do
 *   node docs/generate.mjs FILE…        the same for other pages
 *
 * To add a block: add a function to BLOCKS that returns Markdown, and put
 * `<!-- generated:NAME -->` and `<!-- /generated -->` on lines of their own in a page.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SETTINGS } from '#ascribe/config/settings.js';
import { ERROR_CODES } from '#ascribe/domain/errors.js';
import { WORD_TABLES } from './word-tables.mjs';

const BLOCKS = {
  'error-codes': () => table(['code', 'meaning'], codeRows(ERROR_CODES)),
  ...Object.fromEntries(
    Object.entries(SETTINGS).map(([group, settings]) => [`settings-${group}`, () => settingsTable(settings)]),
  ),
  ...Object.fromEntries(
    Object.entries(WORD_TABLES).map(([name, { headings, rows }]) => [name, () => table(headings, rows)]),
  ),
};

/** Rows of a table that maps a code to a description. */
function codeRows(descriptions) {
  return Object.entries(descriptions).map(([code, description]) => [`\`${code}\``, description]);
}

/** Columns that no setting of the group needs are omitted. */
function settingsTable(group) {
  const settings = Object.values(group);
  const code = (text) => `\`${text}\``;
  const columns = {
    option: ({ option }) => option && code(option),
    variable: ({ variables }) => variables.map(code).join(', '),
    default: ({ default: fallback, unit }) => fallback && [code(fallback), unit].filter(Boolean).join(' '),
    meaning: ({ description }) => description,
    accepts: ({ schema }) => schema.description,
    'error code': ({ error }) => error && code(error),
  };
  const used = Object.entries(columns).filter(([, cell]) => settings.some((setting) => cell(setting)));
  return table(
    used.map(([heading]) => heading),
    settings.map((setting) => used.map(([, cell]) => cell(setting) ?? '')),
  );
}

function table(headings, rows) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

const BLOCK = /^<!-- generated:(\S+) -->\n([\s\S]*?)^<!-- \/generated -->$/gm;

/** The page with its blocks up to date, and the names of those that were not. */
function generate(path, text) {
  const stale = [];
  const page = text.replace(BLOCK, (whole, name) => {
    const render = BLOCKS[name];
    if (render === undefined)
      throw new Error(`${path}: unknown block "${name}"; docs/generate.mjs has no such function`);
    const block = `<!-- generated:${name} -->\n\n${render()}\n\n<!-- /generated -->`;
    if (block !== whole) stale.push(name);
    return block;
  });
  const found = [...text.matchAll(BLOCK)].length;
  const markers = text.match(/^<!-- (generated:.*|\/generated) -->$/gm) ?? [];
  if (markers.length !== 2 * found) throw new Error(`${path}: a generated block has no end, or no beginning`);
  return { page, stale };
}

const root = fileURLToPath(new URL('..', import.meta.url));
const ownPages = () => [
  `${root}README.md`,
  ...readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${root}docs/${name}`),
];

const args = process.argv.slice(2);
const check = args.includes('--check');
const given = args.filter((arg) => arg !== '--check');
for (const path of given.length > 0 ? given : ownPages()) {
  const { page, stale } = generate(path, readFileSync(path, 'utf8'));
  if (stale.length === 0) continue;
  if (!check) writeFileSync(path, page);
  else {
    for (const name of stale)
      console.error(`${relative(root, path)}: block "${name}" is not up to date; run npm run docs`);
    process.exitCode = 1;
  }
}
