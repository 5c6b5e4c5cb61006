import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder } from '../remove-folder.js';
import { rounds } from '../rounds.js';
import { type FuzzRequest, generateFuzzRequests } from './fuzz-requests.js';
import { parseHttpResponses, type RawResponse, sendRaw } from './send-raw.js';
import { SEEDS } from './service.js';

const COUNT = rounds(3000);
const SEED = Number(process.env.ASCRIBE_FUZZ_SEED ?? 1);
const CONCURRENCY = 24;
const TIMEOUT_MS = 15_000;
const KEY = 'the-key-of-the-attacked';
const MB = 1024 * 1024;
/** The Host of the attacks, so that they pass the host check. */
const HOSTS = 'ascribe.example,a.example';

const question = /```graphql\n([\s\S]*?)```/.exec(
  readFileSync(new URL('../../README.md', import.meta.url), 'utf8'),
)?.[1] as string;

let folder: string;
let child: ChildProcess;
let port: number;
let log = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-fuzz-'));
  const service = new URL('./memory-probe-service.mjs', import.meta.url).pathname;
  const args = ['--port', '0', '--store', join(folder, 'a.db'), '--load', ...SEEDS];
  child = spawn(process.execPath, ['--expose-gc', service, ...args], {
    env: {
      PATH: process.env.PATH ?? '',
      ASCRIBE_API_KEYS: `tester:${KEY}`,
      ASCRIBE_ALLOWED_HOSTS: HOSTS,
      // All requests come from one address.
      ASCRIBE_MAX_RATE: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stderr?.on('data', (text) => {
    log += text;
  });
  port = await new Promise<number>((resolve, reject) => {
    let out = '';
    child.stdout?.on('data', (text) => {
      out += text;
      const ready = /ready at http:\/\/127\.0\.0\.1:(\d+)/.exec(out)?.[1];
      if (ready !== undefined) resolve(Number(ready));
    });
    child.once('exit', () => reject(new Error(log)));
  });
});
afterAll(() => {
  child.kill('SIGKILL');
  removeFolder(folder);
});

async function runReadmeQuery(): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: question }),
  });
  return response.text();
}

function readMemoryUsage(): Promise<NodeJS.MemoryUsage> {
  return new Promise((resolve) => {
    child.once('message', (usage) => resolve(usage as NodeJS.MemoryUsage));
    child.send('memory');
  });
}

async function sendAll(
  all: readonly FuzzRequest[],
  told: (attack: FuzzRequest, ending: RawResponse) => void,
) {
  const waiting = all.values();
  const attacker = async () => {
    for (const attack of waiting) told(attack, await sendRaw(port, attack, TIMEOUT_MS));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, attacker));
}

/** The problem with the outcome, or null. */
function violationOf(
  { mayBeValid = false, disconnectAfter }: FuzzRequest,
  { text, timedOut }: RawResponse,
): string | null {
  if (timedOut) return 'hangs';
  // Internals of the process. No attack contains these words.
  if (/node_modules|\.js:\d|\.ts:\d|at async |\/dist\/|SQLITE_|SELECT |no such column/.test(text))
    return 'reveals internals';
  for (const { status, body } of parseHttpResponses(text)) {
    if (status >= 500 || body.includes('"INTERNAL"')) return 'is an internal error';
    if (status >= 400 || disconnectAfter === 'answered') continue;
    const errors = /"code":"[A-Z_]+"/.test(body);
    if (!errors && !mayBeValid) return `is answered with ${status}`;
  }
  return null;
}

describe(`${COUNT} hostile requests`, () => {
  it('each get an error or a closed connection; none is an internal error or hangs, and memory is released', async () => {
    const before = await runReadmeQuery();
    // The first requests allocate what is created once, such as compiled code.
    await sendAll(generateFuzzRequests(Math.min(1000, COUNT), SEED + 1, KEY), () => {});
    const start = await readMemoryUsage();

    const complaints = new Map<string, string>();
    let answered = 0;
    let slowest: { name: string; took: number } = { name: '', took: 0 };
    const began = performance.now();
    await sendAll(generateFuzzRequests(COUNT, SEED, KEY), (attack, ending) => {
      const complaint = violationOf(attack, ending);
      if (complaint !== null)
        complaints.set(
          `${attack.name} ${complaint}`,
          `${attack.bytes.toString('latin1').slice(-400)} -> ${ending.text.slice(0, 600)}`,
        );
      if (ending.text !== '') answered++;
      if (ending.elapsedMs > slowest.took) slowest = { name: attack.name, took: ending.elapsedMs };
    });
    const seconds = (performance.now() - began) / 1000;
    expect([...complaints]).toEqual([]);
    expect(child.exitCode).toBeNull();
    expect(await runReadmeQuery()).toBe(before);
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(await metrics.text()).toMatch(/^ascribe_requests_in_flight 0$/m);

    const end = await readMemoryUsage();
    const mb = (bytes: number) => (bytes / MB).toFixed(1);
    console.log(
      `${COUNT} hostile requests in ${seconds.toFixed(1)} s; ${answered} answered, the others cut off; the slowest took ${Math.round(slowest.took)} ms (${slowest.name}); ` +
        `heap ${mb(start.heapUsed)} -> ${mb(end.heapUsed)} MB, rss ${mb(start.rss)} -> ${mb(end.rss)} MB`,
    );
    expect((end.heapUsed + end.external - start.heapUsed - start.external) / MB).toBeLessThan(25);
  });

  it('leave no internal error, key, query or second line in the log', () => {
    const lines = log.trim().split('\n');
    const read = lines.map((line) => JSON.parse(line) as { level: string; msg: string });
    expect(read.filter(({ level }) => level !== 'info').slice(0, 3)).toEqual([]);
    expect(log).not.toContain(KEY);
    expect(log).not.toMatch(/nonsense|statuses|DROP TABLE/);
  });
});
