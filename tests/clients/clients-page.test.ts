import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { codegen } from '@graphql-codegen/core';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedCli, serveCli } from '../cli/serve-cli.js';
import { fileOf, readBlocks } from '../docs/page-blocks.js';
import { createReader, freePort, type Reader } from '../docs/reader.js';
import { noChromium, useBrowser } from '../web/browser.js';

const require = createRequire(import.meta.url);
const run = promisify(execFile);
const blocks = readBlocks('docs/clients.md');
const sectionBlocks = (section: string) => blocks.filter((block) => block.section === section);
const OUTPUT = blocks.find(({ language }) => language === 'text')?.text ?? '';
const ADDRESS = 'http://127.0.0.1:4000';

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.warn('The example in Python is not run: python3 is not installed.');

let service: ServedCli;
let startService: () => Promise<ServedCli>;
let pages: Server;
let reader: Reader;
let folder: string;
const visit = useBrowser();

beforeAll(async () => {
  reader = createReader();
  folder = reader.folder;
  pages = createServer(({ url }, response) => {
    if (url !== '/changes.html') response.writeHead(204).end();
    else response.setHeader('content-type', 'text/html').end(readFileSync(join(folder, url)));
  });
  await new Promise<void>((listening) => pages.listen(0, '127.0.0.1', listening));
  const options = [
    '--port',
    String(await freePort()),
    '--load',
    resolve('seeds'),
    '--cors-origins',
    pagesUrl(),
  ];
  startService = () => serveCli(options, { cwd: folder, env: { ASCRIBE_API_KEYS: 'ada:the-key' } });
  service = await startService();
  reader.save(blocks, (text) => text.replaceAll(ADDRESS, service.url));
});
afterAll(async () => {
  await service.stop();
  pages.close();
  reader.close();
});

const pagesUrl = () => `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;

/** Standard output of a program; fails if it fails. */
const output = async (program: string, ...args: string[]): Promise<string> =>
  (await run(program, args, { cwd: folder })).stdout;
const node = (...args: string[]) => output(process.execPath, ...args);

describe('docs/clients.md', () => {
  it('has its examples, all of which print what it says they print', () => {
    const names = blocks.map((block) => fileOf(block)?.name).filter((name) => name !== undefined);
    expect(names).toHaveLength(11);
    expect(OUTPUT).toMatch(/^confirmed: .+\nalleged: .+\n$/);
  });

  it('curl', async () => {
    const [block] = sectionBlocks('curl');
    const answer = await output('sh', '-c', (block?.text ?? '').replaceAll(ADDRESS, service.url));
    const names = JSON.parse(answer).data.entity.proxies.nodes.map(({ name }: { name: string }) => name);
    expect(`confirmed: ${names.join(', ')}`).toBe(OUTPUT.split('\n')[0]);
  });

  it.skipIf(!hasPython)('Python', async () => {
    expect(await output('python3', 'proxies.py')).toBe(OUTPUT);
  });

  it.each(['graphql-request.mjs', 'urql.mjs'])('%s', async (name) => {
    expect(await node(name)).toBe(OUTPUT);
  });

  it('apollo.mjs, whose cache keeps two times apart', async () => {
    expect(await node('apollo.mjs')).toBe(`${OUTPUT}true\niran\n`);
  });

  it('graphql-codegen, whose types are strict and fit the answers', async () => {
    await generateTypes();
    const strict = ['--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes'];
    await node(
      join(dirname(require.resolve('typescript/package.json')), 'bin/tsc'),
      ...strict,
      ...[
        '--module',
        'nodenext',
        '--target',
        'es2022',
        '--types',
        'node',
        '--outDir',
        'compiled',
        'typed.ts',
      ],
    );
    expect(readFileSync(join(folder, 'operations.ts'), 'utf8')).not.toMatch(/\bany\b/);
    expect(await node('compiled/typed.js')).toBe(OUTPUT);
  });

  it('Relay, compiled by relay-compiler', async () => {
    const [compile] = sectionBlocks('Relay').filter(({ language }) => language === 'sh');
    await output('sh', '-c', compile?.text ?? '');
    expect(await node('relay.mjs')).toBe(OUTPUT);
  });

  it.skipIf(noChromium)(
    'EventSource, which adds a line for a claim that changes or leaves, and resumes after a restart of the service',
    async () => {
      const { page, problems, close } = await visit(`${pagesUrl()}/changes.html`);
      try {
        const lines = () => page.$$eval('li', (items) => items.map((item) => item.textContent));
        let confidence = 70;
        // Until the page has subscribed.
        await expect
          .poll(
            async () => {
              await assess('CONFIRMED', confidence++);
              return (await lines())[0];
            },
            { interval: 500 },
          )
          .toBe('CHANGED CONFIRMED IRGC SPONSORS Hezbollah');
        await service.stop();
        service = await startService();
        await assess('DISPUTED', 10);
        await expect.poll(async () => (await lines()).at(-1)).toBe('LEFT IRGC SPONSORS Hezbollah');
        expect(problems.filter((problem) => !problem.includes('net::ERR'))).toEqual([]);
      } finally {
        await close();
      }
    },
  );
});

/** Runs the configuration as the command does: the same plug-in by the same core. */
async function generateTypes(): Promise<void> {
  const { default: config } = await import(pathToFileURL(join(folder, 'codegen.mjs')).href);
  const [[filename, { plugins, config: options }]] = Object.entries(config.generates) as [
    [string, { plugins: string[]; config: Record<string, unknown> }],
  ];
  expect([plugins, config.documents]).toEqual([['typescript-operations'], 'operations/*.graphql']);
  const read = (path: string) => parse(readFileSync(join(folder, path), 'utf8'));
  const types = await codegen({
    filename,
    schema: read(config.schema),
    documents: readdirSync(join(folder, 'operations')).map((location) => ({
      location,
      document: read(`operations/${location}`),
    })),
    config: options,
    plugins: [{ typescriptOperations: {} }],
    pluginMap: { typescriptOperations },
  });
  writeFileSync(join(folder, filename), types);
}

/** Gives the claim that the IRGC sponsors Hezbollah a status. */
async function assess(status: string, confidence: number): Promise<void> {
  const ask = async (query: string) => {
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer the-key' },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: never; errors?: unknown };
    expect(errors).toBeUndefined();
    return data as { claims: { nodes: { ref: string }[] } };
  };
  const { claims } = await ask(
    '{ claims(statuses: [REPORTED, CONFIRMED], where: { subjectIds: ["irgc"], objectIds: ["hezbollah"], predicates: [SPONSORS] }) { nodes { ref } } }',
  );
  expect(claims.nodes).toHaveLength(1);
  await ask(
    `mutation { assessClaim(input: { claimId: "${claims.nodes[0]?.ref}", status: ${status}, confidence: ${confidence}, rationale: "A test." }) { claim { id } } }`,
  );
}
