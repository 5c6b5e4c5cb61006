import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

function runGenerator(...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, ['docs/generate.mjs', ...args], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

function writePage(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'ascribe-docs-')), 'page.md');
  writeFileSync(path, text);
  return path;
}

test('the generated blocks of README.md and docs/ are up to date', () => {
  expect(runGenerator('--check')).toEqual({ status: 0, stderr: '' });
});

test('the check names a block that is not up to date and the command that repairs it', () => {
  const text = 'Before.\n\n<!-- generated:error-codes -->\n| old |\n<!-- /generated -->\n\nAfter.\n';
  const path = writePage(text);
  const { status, stderr } = runGenerator('--check', path);
  expect(status).toBe(1);
  expect(stderr).toContain('page.md: block "error-codes" is not up to date; run npm run docs');
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('npm run docs rewrites the blocks and nothing else', () => {
  const path = writePage('Before.\n\n<!-- generated:error-codes -->\n<!-- /generated -->\n\nAfter.\n');
  expect(runGenerator(path)).toEqual({ status: 0, stderr: '' });
  const page = readFileSync(path, 'utf8');
  expect(page).toMatch(/^Before\.\n\n<!-- generated:error-codes -->\n\n\| code \| meaning \|/);
  expect(page).toMatch(/\|\n\n<!-- \/generated -->\n\nAfter\.\n$/);
  expect(page).toContain('`STATUSES_REQUIRED`');
  expect(runGenerator('--check', path)).toEqual({ status: 0, stderr: '' });
});

test.each([
  ['an unknown block', '<!-- generated:nonsense -->\n<!-- /generated -->\n', 'unknown block "nonsense"'],
  ['a block without an end', '<!-- generated:error-codes -->\n', 'a generated block has no end'],
])('refuses %s', (_case, text, message) => {
  const { status, stderr } = runGenerator('--check', writePage(text));
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});
