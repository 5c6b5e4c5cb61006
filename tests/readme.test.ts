import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SEEDS, type Service, startService } from './api/service.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (language: string) =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';
let service: Service;

beforeAll(async () => {
  service = await startService({ load: SEEDS });
});
afterAll(() => service.close());

it('the first question of the README has the answer that the README prints', async () => {
  expect(await service.ask(block('graphql'))).toEqual(JSON.parse(block('json')));
});

it('each page that the README points to is there', () => {
  const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path]) => path as string);
  expect(links.length).toBeGreaterThan(3);
  for (const path of links) expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).not.toBe('');
});

it('the README names each setting that the program reads', () => {
  const config = readFileSync(new URL('../src/config.ts', import.meta.url), 'utf8');
  const settings = [...new Set(config.match(/(?<=env\.)[A-Z0-9_]+/g))];
  expect(settings.length).toBeGreaterThan(4);
  for (const name of settings) expect(readme).toContain(name);
});
