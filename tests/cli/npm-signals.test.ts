import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SEEDS } from '../api/service.js';
import { removeFolder } from '../remove-folder.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
let started: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-npm-'));
});
afterEach(() => {
  started?.kill('SIGKILL');
  removeFolder(folder);
});

/** Starts a command of npm with the service on a free port. Resolves with the address and what it prints. */
function startUnderNpm(command: string, args: readonly string[]) {
  const { npm_lifecycle_event: _, npm_execpath: __, ...env } = process.env;
  const child = spawn(command, args, {
    cwd: ROOT,
    // A cache of its own: npx keeps a link to the program in it.
    env: {
      ...env,
      npm_config_cache: join(folder, 'npm'),
      ASCRIBE_PORT: '0',
      ASCRIBE_STORE: join(folder, 'a.db'),
      NEO4J_URI: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started = child;
  let text = '';
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const url = new Promise<URL>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part) => {
        text += part;
        const found = /ready at (\S+)\/graphql/.exec(text)?.[1];
        if (found !== undefined) resolve(new URL(found));
      });
    closed.then(() => reject(new Error(text)));
  });
  url.catch(() => {});
  return { child, closed, url, text: () => text };
}

/** A request that is running: its body comes in two parts. */
async function beginRequest({ hostname, port }: URL) {
  const body = JSON.stringify({ query: '{ __typename }' });
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (part) => {
    answer += part;
  });
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('error', () => {});
  const half = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`;
  await new Promise<void>((resolve) => socket.write(half, () => resolve()));
  return {
    finish: async () => {
      socket.write(body.slice(5));
      await ended;
      return answer;
    },
  };
}

for (const [name, command, args] of [
  ['npm start', 'npm', ['start', '--ignore-scripts']],
  ['npx ascribe serve', 'npx', ['ascribe', 'serve', '--load', ...SEEDS]],
] as const)
  it(`SIGTERM to ${name} lets running requests finish and closes the store`, async () => {
    const { child, closed, url, text } = startUnderNpm(command, args);
    const address = await url;
    const running = await beginRequest(address);
    await fetch(`${address.origin}/health`);
    child.kill('SIGTERM');
    await expect.poll(text).toContain('stopping');
    await expect(fetch(`${address.origin}/health`)).rejects.toThrow();
    expect(await running.finish()).toContain('{"data":{"__typename":"Query"}}');
    // The streams close when the service has ended, which may be later than npm.
    await closed;
    const left = readdirSync(folder).filter(
      (file) => file !== 'a.db' && statSync(join(folder, file)).size > 0 && file.endsWith('-wal'),
    );
    expect(left).toEqual([]);
  });
