import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '#ascribe/app.js';
import { readConfig } from '#ascribe/config/config.js';
import { AscribeError } from '#ascribe/domain/errors.js';
import { removeFolder } from '../remove-folder.js';
import { subscribe } from './event-stream.js';
import { interceptReads, SEEDS, SILENT_LOG } from './service.js';

let folder: string;
let child: Run | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-serve-'));
});
afterEach(() => {
  child?.process.kill('SIGKILL');
  child = undefined;
  removeFolder(folder);
});

interface Run {
  readonly process: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exit: Promise<number | null>;
  /** Resolves with the address once the process reports ready. */
  readonly ready: Promise<string>;
}

/** `ascribe serve` as a separate process. */
function serve(args: readonly string[], env: Record<string, string> = {}): Run {
  const command = new URL('../../dist/bin/ascribe.js', import.meta.url).pathname;
  const started = spawn(process.execPath, [command, 'serve', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  let out = '';
  let err = '';
  started.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const exit = new Promise<number | null>((resolve) => started.on('exit', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    started.stdout.on('data', (chunk) => {
      out += chunk;
      const url = /ready at (\S+)\/graphql/.exec(out)?.[1];
      if (url !== undefined) resolve(url);
    });
    exit.then(() => reject(new Error(`ended before it was ready: ${err}`)));
  });
  ready.catch(() => {});
  child = { process: started, out: () => out, err: () => err, exit, ready };
  return child;
}

describe('ascribe serve', () => {
  it('prints one line with its address and store when it is ready', async () => {
    const run = serve(['--port', '0', '--store', './claims.db']);
    const url = await run.ready;
    expect(run.out()).toBe(`ascribe is ready at ${url}/graphql (sqlite ./claims.db)\n`);
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });

  it('imports the articles to load before it reports ready', async () => {
    const url = await serve(['--port', '0', '--load', ...SEEDS]).ready;
    const response = await fetch(`${url}/graphql?query={entity(id:"iran"){name}}`);
    expect(await response.json()).toEqual({ data: { entity: { name: 'Iran' } } });
  });

  it('can be configured by environment variables alone', async () => {
    const run = serve([], { ASCRIBE_PORT: '0', ASCRIBE_STORE: './env.db', ASCRIBE_LOAD: SEEDS[0] ?? '' });
    await run.ready;
    expect(run.out()).toContain('(sqlite ./env.db)');
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`stops gracefully on ${signal}`, async () => {
      const run = serve(['--port', '0']);
      const url = await run.ready;
      await fetch(`${url}/health`);
      run.process.kill(signal);
      expect(await run.exit).toBe(0);
      const lines = run.err().trim().split('\n');
      expect(lines.map((line) => JSON.parse(line).level)).toEqual(['info']);
    });
  }

  it('stops at once on a second signal, even while a request runs', async () => {
    const run = serve(['--port', '0']);
    const url = new URL(await run.ready);
    // A request whose body never comes.
    const socket = connect(Number(url.port), url.hostname);
    socket.on('error', () => {});
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n',
    );
    await fetch(`${url.origin}/health`);
    run.process.kill('SIGTERM');
    await expect.poll(run.err).toContain('stopping');
    expect(run.process.exitCode).toBeNull();
    const before = Date.now();
    run.process.kill('SIGTERM');
    expect(await run.exit).toBe(1);
    expect(Date.now() - before).toBeLessThan(9_000);
    socket.destroy();
  });

  it('reports in one line that its port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const run = serve(['--port', String(port)]);
    expect(await run.exit).toBe(1);
    expect(run.err()).toMatch(
      new RegExp(`^ascribe: BAD_CONFIGURATION cannot listen on 127.0.0.1, port ${port}: [^\n]+\n$`),
    );
    other.close();
  });

  it('reports in one line what is wrong with its configuration, without a key', async () => {
    const run = serve([], { ASCRIBE_API_KEYS: 's3cret' });
    expect(await run.exit).toBe(1);
    expect(run.err()).toMatch(/^ascribe: BAD_CONFIGURATION ASCRIBE_API_KEYS[^\n]+\n$/);
    expect(run.err()).not.toContain('s3cret');
  });
});

describe('a service', () => {
  it('that is stopping finishes running requests and accepts no more', async () => {
    const config = readConfig({ port: '0', store: join(folder, 'a.db') }, {});
    const app = await startApp(config, { print: () => {}, log: SILENT_LOG });
    // The response waits for the store until the service is stopping.
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const entered = interceptReads(app.store, async (call) => {
      await held;
      return call();
    });
    const running = fetch(`${app.url}?query={entities{nodes{id}}}`);
    await entered;
    const closing = app.close();
    await expect(fetch(`${app.url}?query={__typename}`)).rejects.toThrow();
    release();
    expect(await (await running).json()).toEqual({ data: { entities: { nodes: [] } } });
    await closing;
  });

  it('that is stopping tells its subscribers to reconnect and does not wait for them', async () => {
    const run = serve(['--port', '0']);
    const url = await run.ready;
    const stream = await subscribe(
      { url },
      'subscription { claimChanged(statuses: [CONFIRMED]) { claimId } }',
    );
    const before = Date.now();
    run.process.kill('SIGTERM');
    expect((await stream.next()).errors[0].extensions.code).toBe('STORE_UNAVAILABLE');
    expect(await stream.next()).toBeNull();
    await stream.ended;
    expect(await run.exit).toBe(0);
    expect(Date.now() - before).toBeLessThan(9_000);
    expect(run.err()).not.toContain('"level":"error"');
  });

  it('that is stopping waits only for its grace period', async () => {
    const config = readConfig({ port: '0', store: join(folder, 'b.db') }, {});
    const app = await startApp(config, { print: () => {}, log: SILENT_LOG });
    const entered = interceptReads(app.store, () => new Promise(() => {}));
    const running = fetch(`${app.url}?query={entities{nodes{id}}}`).catch(() => 'cut off');
    await entered;
    const before = Date.now();
    await app.close(200);
    expect(Date.now() - before).toBeLessThan(9_000);
    expect(await running).toBe('cut off');
  });

  it('is alive but not ready while its store cannot be reached', async () => {
    const config = readConfig({ port: '0', store: join(folder, 'd.db') }, {});
    const app = await startApp(config, { print: () => {}, log: SILENT_LOG });
    app.store.ping = () => Promise.reject(new AscribeError('STORE_UNAVAILABLE', 'the store is away'));
    const at = (path: string) => fetch(new URL(path, app.url));
    expect((await at('/health')).status).toBe(200);
    expect((await at('/ready')).status).toBe(503);
    expect(await (await at('/ready')).json()).toEqual({ status: 'not ready', reason: 'the store is away' });
    await app.close();
  });

  it('reports articles that it could not load, and starts anyway', async () => {
    writeFileSync(join(folder, 'bad.yaml'), 'article: 7');
    const config = readConfig(
      { port: '0', store: join(folder, 'c.db'), load: [join(folder, 'bad.yaml')] },
      {},
    );
    const lines: string[] = [];
    const app = await startApp(config, { print: (line) => lines.push(line), log: SILENT_LOG });
    expect(lines.join('\n')).toContain('bad.yaml');
    await app.close();
  });

  it('does not start if a path to load cannot be read', async () => {
    const config = readConfig(
      { port: '0', store: join(folder, 'e.db'), load: [join(folder, 'none.yaml')] },
      {},
    );
    await expect(startApp(config, { print: () => {}, log: SILENT_LOG })).rejects.toMatchObject({
      code: 'UNREADABLE',
      message: expect.stringContaining('none.yaml'),
    });
  });
});
