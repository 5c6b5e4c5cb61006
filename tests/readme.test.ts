import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SETTINGS, type Setting } from '#ascribe/config/settings.js';
import type { Store } from '#ascribe/store/store.js';
import { SEEDS, startService } from './api/service.js';
import { describeNeo4j, useTestNeo4j } from './neo4j/test-neo4j.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (language: string) =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';

describe('the first query of the README', () => {
  it('returns the result that the README prints', () => answersAsPrinted());

  describeNeo4j('on Neo4j', () => {
    const neo4j = useTestNeo4j();
    it('returns exactly the same result', () => answersAsPrinted(neo4j.openEmptyStore));
  });

  async function answersAsPrinted(open?: () => Promise<Store>): Promise<void> {
    const service = await startService(open === undefined ? { load: SEEDS } : { load: SEEDS, open });
    try {
      // Compared as text, because the order of keys matters too.
      const answer = JSON.stringify(await service.ask(block('graphql')));
      expect(answer).toBe(JSON.stringify(JSON.parse(block('json'))));
    } finally {
      await service.close();
    }
  }
});

it('the picture of the README quotes the seeds, and is no longer than two screens with its text', () => {
  const quotes =
    readFileSync(new URL('../docs/evidence.svg', import.meta.url), 'utf8').match(/(?<=“)[^”]+/g) ?? [];
  const folder = new URL('../seeds/', import.meta.url);
  const seeds = readdirSync(folder)
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  expect(quotes).toHaveLength(4);
  for (const quote of quotes) expect(seeds).toContain(quote);
  expect(readme.split('\n').length).toBeLessThanOrEqual(100);
});

it('the README links only to pages that exist', () => {
  const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path]) => path as string);
  expect(links.length).toBeGreaterThan(3);
  for (const path of links) expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).not.toBe('');
});

it('the README, docs/ and .env.example name only variables that the program reads', () => {
  const known = new Set(
    Object.values(SETTINGS).flatMap((group) => settingsOf(group).flatMap(({ variables }) => variables)),
  );
  const folder = new URL('../docs/', import.meta.url);
  const pages = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const named = [readme, example, ...pages].flatMap(
    (page) => page.match(/\b(ASCRIBE|NEO4J)_[A-Z0-9_]*[A-Z0-9]\b(?!…)/g) ?? [],
  );
  expect(new Set(named).size).toBeGreaterThan(known.size / 2);
  expect([...new Set(named)].filter((name) => !known.has(name) && !OTHER_VARIABLES.includes(name))).toEqual(
    [],
  );
});

/** The last section of docs/settings.md says why they are not in the table of settings. */
const OTHER_VARIABLES = ['ASCRIBE_CACHE', 'ASCRIBE_DEBUG', 'NEO4J_ADMIN'];

const settingsOf = (group: Readonly<Record<string, Setting>>): readonly Setting[] => Object.values(group);
