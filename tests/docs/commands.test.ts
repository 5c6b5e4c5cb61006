import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COMMAND_TESTS } from './command-tests.js';
import { type Block, readBlocks } from './page-blocks.js';

const pages = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const blocks = pages.flatMap(readBlocks);
const commands = blocks.filter(({ language }) => language === 'sh');
const isMarked = ({ before }: Block) => /^<!-- not run: \w.{5,} -->$/.test(before);
const keyOf = ({ page, section }: Block) => `${page}: ${section}`;

it('every block of commands in README.md and docs/ is run by a test, or is marked as not run with the reason', () => {
  expect(commands.length).toBeGreaterThan(25);
  const missing = commands.filter((block) => !isMarked(block) && COMMAND_TESTS[keyOf(block)] === undefined);
  expect(missing.map(({ page, line, section }) => `${page}:${line} (${section})`)).toEqual([]);
});

it('no test is named for commands that the pages do not have', () => {
  const run = new Set(commands.filter((block) => !isMarked(block)).map(keyOf));
  expect(Object.keys(COMMAND_TESTS).filter((key) => !run.has(key))).toEqual([]);
});

it('each test that is named takes its commands from the page', () => {
  for (const [key, file] of Object.entries(COMMAND_TESTS)) {
    expect(existsSync(file), file).toBe(true);
    const text = readFileSync(file, 'utf8');
    const page = key.split(':')[0] as string;
    expect(text.includes(`readBlocks('${page}')`) || text.includes(`'${key}'`), `${file}: ${key}`).toBe(true);
  }
});

it('commands are in blocks of the language sh, so that this test sees them', () => {
  const other = blocks.filter(({ language }) => ['bash', 'shell', 'console', 'zsh'].includes(language));
  expect(other.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
});
