import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_TESTS } from '../docs/command-tests.js';
import { readBlocks } from '../docs/page-blocks.js';
import { createReader, type Reader, serveArguments } from '../docs/reader.js';
import { type ServedCli, serveCli } from './serve-cli.js';

const ADDRESS = 'http://127.0.0.1:4000';
const used = new Set<string>();

/** The blocks of commands under `page: heading` that are not marked as not run. */
function commandsOf(key: string): readonly string[] {
  used.add(key);
  const [page = ''] = key.split(':');
  const blocks = readBlocks(page).filter(({ section }) => `${page}: ${section}` === key);
  const run = blocks.filter(({ language, before }) => language === 'sh' && !before.includes('<!-- not run'));
  expect(run.length, key).toBeGreaterThan(0);
  return run.map(({ text }) => text);
}

const missing = ['curl', 'jq', 'sha256sum'].filter(
  (program) => spawnSync(program, ['--version']).status !== 0,
);
if (missing.length > 0) console.warn(`Some commands of docs/ are not run: they need ${missing.join(', ')}.`);

/** The first document of docs/format.md. */
const HARBOUR = readBlocks('docs/format.md').find(({ language }) => language === 'yaml')?.text ?? '';

/** What docs/running.md erases. */
const TO_ERASE = `ascribe: 1
article:
  id: sele-post-2031-04-12
  title: Harbour blast
  genre: NEWS
  source: { id: sele-post, name: Sele Post, reliability: C }
entities:
  - { id: m-orne, kind: PERSON, name: M. Orne }
`;

/** An invented event with the columns of the UCDP. */
const GED = Object.entries({
  id: '1',
  relid: 'VSK-2031-1-1-1',
  type_of_violence: '2',
  conflict_name: 'River Front - Lake League',
  dyad_name: 'River Front - Lake League',
  side_a_new_id: '1',
  side_a: 'River Front',
  side_b_new_id: '2',
  side_b: 'Lake League',
  source_article: 'Sele Post 2031-04-12',
  where_prec: '1',
  where_coordinates: 'Port Sele',
  latitude: '1.5',
  longitude: '2.5',
  country: 'Vesk',
  country_id: '999',
  event_clarity: '1',
  date_prec: '1',
  date_start: '2031-04-12',
  date_end: '2031-04-12',
  deaths_a: '1',
  deaths_b: '2',
  deaths_civilians: '0',
  deaths_unknown: '0',
  best: '3',
  high: '3',
  low: '3',
  gwnoa: '',
  gwnob: '',
});

describe('the commands of README.md and docs/', () => {
  /** Where a service with the seeds runs, and where another reader begins. */
  let served: Reader;
  let fresh: Reader;
  let service: ServedCli;
  beforeAll(async () => {
    served = createReader();
    fresh = createReader();
    const env = { ASCRIBE_API_KEYS: 'ada:the-key' };
    service = await serveCli(['--load', 'seeds'], { cwd: served.folder, env });
  });
  afterAll(async () => {
    await service.stop();
    served.close();
    fresh.close();
  });

  const succeed = async (reader: Reader, text: string) => {
    const result = await reader.run(text.replaceAll(ADDRESS, service.url));
    expect(result, text).toMatchObject({ code: 0 });
    return result;
  };
  const ask = async (body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer the-key' };
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return response.json();
  };

  it('README.md: begin a folder of annotations', async () => {
    const [commands = ''] = commandsOf('README.md: Your own articles');
    expect((await succeed(fresh, commands)).output).toContain('1 created');
    const [start = ''] = commandsOf('docs/running.md: Start');
    const own = await serveCli(serveArguments(start), { cwd: fresh.folder });
    expect(await own.stop()).toMatchObject({ code: 0 });
  });

  it.skipIf(missing.length > 0)('docs/api.md: send queries, and import a document', async () => {
    const [query = ''] = commandsOf('docs/api.md: Send a query');
    expect(JSON.parse((await succeed(served, query)).stdout)).toEqual({ data: { entity: { name: 'Iran' } } });
    const [cost = ''] = commandsOf('docs/api.md: The cost of a query');
    expect(JSON.parse((await succeed(served, cost)).stdout)).toMatchObject({
      extensions: { cost: { limit: 500_000 } },
    });
    const [etag = ''] = commandsOf('docs/api.md: HTTP');
    expect((await succeed(served, etag)).stdout).toMatch(/^etag: "/i);
    writeFileSync(join(served.folder, 'article.yaml'), HARBOUR);
    const [write = ''] = commandsOf('docs/api.md: Write');
    const answer = JSON.parse((await succeed(served, `KEY=the-key\n${write}`)).stdout);
    expect(answer).toMatchObject({ data: { importArticle: { problems: [], outcome: 'CREATED' } } });
    expect(answer).not.toHaveProperty('errors');
  });

  it('docs/format.md: check and import the example', async () => {
    writeFileSync(join(fresh.folder, 'harbour.yaml'), HARBOUR);
    const [commands = ''] = commandsOf('docs/format.md: Examples');
    expect((await succeed(fresh, commands)).output).toMatch(/1 valid[\s\S]*1 created/);
  });

  it('docs/formats.md: export to CSV and back, and convert a table', async () => {
    const [round = ''] = commandsOf('docs/formats.md: Export to other formats');
    await succeed(served, round);
    expect(readFileSync(join(served.folder, 'claims.jsonl'), 'utf8')).toContain('"predicate":"SPONSORS"');
    const table = [GED.map(([column]) => column), GED.map(([, value]) => value)];
    writeFileSync(join(fresh.folder, 'ged.csv'), `${table.map((row) => row.join(',')).join('\n')}\n`);
    const [convert = ''] = commandsOf('docs/formats.md: Convert a table');
    expect((await succeed(fresh, convert)).output).toContain('1 created');
  });

  it.skipIf(missing.length > 0)('docs/formats.md: download claims', async () => {
    const [download = ''] = commandsOf('docs/formats.md: Download over HTTP');
    await succeed(served, download);
    expect(readFileSync(join(served.folder, 'claims.csv'), 'utf8')).toMatch(/^CITATION,.*\bALLEGED_/m);
  });

  it('docs/operations.md: export, back up, restore and verify while the service runs', async () => {
    const [exports = ''] = commandsOf('docs/operations.md: Export');
    await succeed(served, exports);
    expect(readFileSync(join(served.folder, 'all.jsonl'), 'utf8')).toContain('ALLEGED');
    expect(readFileSync(join(served.folder, 'firm.jsonl'), 'utf8')).not.toContain('"ALLEGED"');
    const [copies = ''] = commandsOf('docs/operations.md: Backup and restore');
    // Into another store than that of the service.
    await succeed(served, copies.replaceAll('ascribe restore', 'ASCRIBE_STORE=restored.db ascribe restore'));
    const [verify = ''] = commandsOf('docs/operations.md: Verify');
    await succeed(served, verify);
  });

  it.skipIf(missing.length > 0)('docs/operations.md: subscribe to changes', async () => {
    const [subscribe = ''] = commandsOf('docs/operations.md: Subscribe to changes');
    const child = spawn('sh', ['-c', subscribe.replaceAll(ADDRESS, service.url)], { detached: true });
    let events = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      events += text;
    });
    try {
      const found = (await ask({
        query:
          '{ claims(statuses: [CONFIRMED], where: { subjectIds: ["iran"], objectIds: ["hamas"] }, first: 1) { nodes { ref } } }',
      })) as { data: { claims: { nodes: { ref: string }[] } } };
      const variables = { id: found.data.claims.nodes[0]?.ref, confidence: 60 };
      await expect
        .poll(
          async () => {
            variables.confidence += 1;
            const query =
              'mutation ($id: ID!, $confidence: Int) { assessClaim(input: { claimId: $id, status: CONFIRMED, confidence: $confidence, rationale: "A test." }) { problems { code } } }';
            expect(await ask({ query, variables })).toEqual({ data: { assessClaim: { problems: [] } } });
            return events;
          },
          { interval: 500 },
        )
        .toContain(`"claimId":"${variables.id}"`);
    } finally {
      process.kill(-(child.pid as number));
    }
  });

  it('docs/running.md: keys, persisted operations and erasure', async () => {
    const [keys = ''] = commandsOf('docs/running.md: API keys');
    expect((await succeed(fresh, keys)).output).toMatch(/anna/);

    writeFileSync(join(fresh.folder, 'erase.yaml'), TO_ERASE);
    const [erase = ''] = commandsOf('docs/running.md: Erase');
    await succeed(fresh, `ascribe import erase.yaml\n${erase}`);

    fresh.save(readBlocks('docs/clients.md'));
    const [persisted = ''] = commandsOf('docs/running.md: Schema and persisted operations');
    const [sum = ''] = persisted.split('\n');
    const text = readFileSync(join(fresh.folder, 'operations/proxies.graphql'), 'utf8');
    const id = createHash('sha256').update(text).digest('hex');
    if (!missing.includes('sha256sum')) expect((await succeed(fresh, sum)).stdout).toContain(id);
    const own = await serveCli(serveArguments(persisted), { cwd: fresh.folder });
    try {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ documentId: id, variables: { id: 'm-orne' } });
      const response = await fetch(`${own.url}/graphql`, { method: 'POST', headers, body });
      expect(await response.json()).toHaveProperty('data');
    } finally {
      await own.stop();
    }
  });

  it('docs/walkthrough.md: start with the fictional articles', async () => {
    const [start = ''] = commandsOf(
      'docs/walkthrough.md: Walkthrough: one claim, from accusation to ruling and back',
    );
    const [, name = '', value = ''] = /^(\w+)=(\S+) /.exec(start) ?? [];
    const env = { [name]: value, ASCRIBE_STORE: 'walkthrough.db' };
    const own = await serveCli(serveArguments(start), { cwd: fresh.folder, env });
    expect(await own.stop()).toMatchObject({ code: 0 });
  });

  it('this file runs all blocks that it is named for', () => {
    const named = Object.entries(COMMAND_TESTS).filter(
      ([, file]) => file === 'tests/cli/docs-commands.test.ts',
    );
    const skipped =
      missing.length > 0 ? named.map(([key]) => key).filter((key) => /docs\/api|Subscribe/.test(key)) : [];
    expect([...used, ...skipped].sort()).toEqual(named.map(([key]) => key).sort());
  });
});
