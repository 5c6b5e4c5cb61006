import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAlive } from '#ascribe/files/process-alive.js';
import {
  localPassword,
  type RunningServer,
  serverStatus,
  startServer,
  stopServer,
} from '#ascribe/neo4j-server/index.js';
import { isPortFree } from '#ascribe/neo4j-server/ports.js';
import { removeFolder } from '../remove-folder.js';
import { isNeo4jUnavailable, queryValue, runNeo4jCommand } from './run-neo4j-command.js';

describe.skipIf(await isNeo4jUnavailable())('ascribe neo4j runs a real server in the background', () => {
  const home = join(mkdtempSync(join(tmpdir(), 'ascribe home ')), 'neo4j');
  let server: RunningServer;
  let password: string;
  const savedOptions = process.env.JAVA_TOOL_OPTIONS;

  beforeAll(async () => {
    // It answers a few queries: optimizing compiled code would take a third of the CPU time.
    process.env.JAVA_TOOL_OPTIONS = `${savedOptions ?? ''} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC`;
    const { code, out, err } = await runNeo4jCommand('start', '--home', home, '--port', '0', '--json');
    expect(code, err).toBe(0);
    server = JSON.parse(out);
    password = readFileSync(server.passwordFile, 'utf8').trim();
  });

  afterAll(async () => {
    await stopServer(home, 'SIGKILL');
    removeFolder(join(home, '..'));
    if (savedOptions === undefined) delete process.env.JAVA_TOOL_OPTIONS;
    else process.env.JAVA_TOOL_OPTIONS = savedOptions;
  });

  it('accepts the stored password', async () => {
    expect(await queryValue(server.uri, password, 'RETURN "yes"')).toBe('yes');
  });

  it('answers over neo4j:// too, like a cluster', async () => {
    expect(await queryValue(server.uri.replace('bolt', 'neo4j'), password, 'RETURN "yes"')).toBe('yes');
  });

  it('rejects a wrong password', async () => {
    await expect(queryValue(server.uri, 'wrong', 'RETURN 1')).rejects.toMatchObject({
      code: 'Neo.ClientError.Security.Unauthorized',
    });
  });

  it('stores the password only in a file that its owner alone can read', () => {
    expect(statSync(server.passwordFile).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(existsSync(join(home, 'run', 'arguments'))).toBe(false);
    expect(readFileSync(join(home, 'conf', 'neo4j.conf'), 'utf8')).not.toContain(password);
  });

  it('provides the password to the store only for its own address', () => {
    const { port } = new URL(server.uri);
    expect(localPassword(server.uri, home)).toBe(password);
    expect(localPassword(`neo4j://localhost:${port}`, home)).toBe(password);
    expect(localPassword('bolt://127.0.0.1:1', home)).toBeUndefined();
    expect(localPassword(`bolt://example.org:${port}`, home)).toBeUndefined();
    expect(localPassword(`https://127.0.0.1:${port}`, home)).toBeUndefined();
    expect(localPassword('./data/ascribe.db', home)).toBeUndefined();
  });

  it('reports its address and process', async () => {
    const { code, out } = await runNeo4jCommand('status', '--home', home);
    expect(code).toBe(0);
    expect(out).toContain(`Neo4j 5.26.30 is running (process ${server.pid})`);
    expect(out).toContain(server.uri);
    expect(await serverStatus(home)).toMatchObject({ uri: server.uri, pid: server.pid, username: 'neo4j' });
  });

  it('does not start twice: a second start reports the running server', async () => {
    const { code, out } = await runNeo4jCommand('start', '--home', home);
    expect(code).toBe(0);
    expect(out).toContain(`is already running (process ${server.pid})`);
    expect(out).toContain(`export NEO4J_URI=${server.uri}`);
    expect(out).not.toContain(password);
  });

  it('keeps its port and version while it runs', async () => {
    await expect(startServer({ home, port: 1 })).rejects.toMatchObject({ code: 'BAD_CONFIGURATION' });
    await expect(startServer({ home, version: '2026' })).rejects.toThrow(/holds data of Neo4j 5\.26/);
  });

  it('ends its process on stop and reports that it is stopped', async () => {
    await queryValue(server.uri, password, 'CREATE (n:Kept {name: "still here"}) RETURN n.name');
    expect(await runNeo4jCommand('stop', '--home', home)).toMatchObject({
      code: 0,
      out: 'Neo4j is stopped.\n',
    });
    expect(isAlive(server.pid)).toBe(false);
    expect(await isPortFree(Number(new URL(server.uri).port))).toBe(true);
    expect(localPassword(server.uri, home)).toBeUndefined();
    const { code, out } = await runNeo4jCommand('status', '--home', home, '--json');
    expect({ code, answer: JSON.parse(out) }).toEqual({ code: 1, answer: { running: false } });
    expect(await stopServer(home)).toEqual({ stopped: false });
  });

  it('restarts with the same data, port and password; two concurrent starts create one server', async () => {
    const startAndQuery = async () => {
      const started = await startServer({ home });
      return { ...started, answer: await queryValue(started.uri, password, 'RETURN "yes"') };
    };
    const [one, two] = await Promise.all([startAndQuery(), startAndQuery()]);
    expect([one.answer, two.answer]).toEqual(['yes', 'yes']);
    expect(one.pid).toBe(two.pid);
    expect([one.alreadyRunning, two.alreadyRunning].sort()).toEqual([false, true]);
    expect(one.uri).toBe(server.uri);
    expect(await queryValue(one.uri, password, 'MATCH (n:Kept) RETURN n.name')).toBe('still here');
  });

  it('reports in one line why it did not start', async () => {
    await stopServer(home);
    const failed = await startServer({ home, heap: '1m' }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect((failed as Error).message).toMatch(/^Neo4j 5\.26\.30 exited before it answered: Too small .*heap/);
    expect((failed as Error).message).not.toContain('\n');
    expect(await serverStatus(home)).toBeUndefined();
  });
});

describe('ascribe neo4j with wrong arguments', () => {
  it.each([
    ['an unknown version', ['start', '--version', '4.4'], /expected one of: 5\.26 \(5\.26\.30\), 2026/],
    ['an invalid port', ['start', '--port', 'bolt'], /Expected a port/],
    ['an unknown command', ['begin'], /unknown command/],
  ])('exits with 2 on %s', async (_problem, args, message) => {
    const { code, err } = await runNeo4jCommand(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it('exits with 0 on --help', async () => {
    expect(await runNeo4jCommand('start', '--help')).toMatchObject({ code: 0 });
  });
});
