import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Store } from '#ascribe/store/store.js';
import { SEEDS, startService } from './api/service.js';
import { acquireTestNeo4j, NEO4J_TIMEOUT_MS, neo4jUnavailableReason } from './neo4j/test-neo4j.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (language: string) =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';
const missing = await neo4jUnavailableReason();

describe('the first question of the README', () => {
  it('has the answer that the README prints', () => answersAsPrinted());

  it.skipIf(missing !== null)(
    'has on Neo4j, to the letter, the same answer',
    async () => {
      const neo4j = await acquireTestNeo4j();
      try {
        await answersAsPrinted(neo4j.openEmptyStore);
      } finally {
        await neo4j.release();
      }
    },
    NEO4J_TIMEOUT_MS,
  );

  async function answersAsPrinted(open?: () => Promise<Store>): Promise<void> {
    const service = await startService(open === undefined ? { load: SEEDS } : { load: SEEDS, open });
    try {
      // As text: the order of the keys counts too.
      const answer = JSON.stringify(await service.ask(block('graphql')));
      expect(answer).toBe(JSON.stringify(JSON.parse(block('json'))));
    } finally {
      await service.close();
    }
  }
});

it('each page that the README points to is there', () => {
  const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path]) => path as string);
  expect(links.length).toBeGreaterThan(3);
  for (const path of links) expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).not.toBe('');
});

it('the README names each setting that the program reads', () => {
  const config = ['config/service', 'config/access']
    .map((name) => readFileSync(new URL(`../src/${name}.ts`, import.meta.url), 'utf8'))
    .join();
  const settings = [...new Set(config.match(/(?<=env\.)[A-Z0-9_]+/g))];
  expect(settings.length).toBeGreaterThan(4);
  for (const name of settings) expect(readme).toContain(name);
});
