import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isAlive } from '#ascribe/files/process-alive.js';
import { type EphemeralNeo4j, serverStatus, startEphemeralNeo4j } from '#ascribe/neo4j-server/index.js';
import { isNeo4jUnavailable, queryValue } from './run-neo4j-command.js';

describe.skipIf(await isNeo4jUnavailable())('a temporary Neo4j server', () => {
  let server: EphemeralNeo4j;

  beforeAll(async () => {
    server = await startEphemeralNeo4j();
  });

  afterAll(() => server.stop());

  it('keeps committed data after a crash and a restart, at the same address', async () => {
    await queryValue(server.uri, server.password, 'CREATE (n:Kept {name: "committed"}) RETURN n.name');
    await server.kill();
    await expect(queryValue(server.uri, server.password, 'RETURN 1')).rejects.toMatchObject({
      code: 'ServiceUnavailable',
    });
    await server.restart();
    expect(await queryValue(server.uri, server.password, 'MATCH (n:Kept) RETURN n.name')).toBe('committed');
  });

  it('deletes its home folder when it is stopped', async () => {
    const pid = (await serverStatus(server.home))?.pid ?? Number.NaN;
    await server.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(server.home)).toBe(false);
  });

  it('stops when the process that started it is killed', async () => {
    const script = fileURLToPath(new URL('./ephemeral-owner.mjs', import.meta.url));
    const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(owner.stdout, 'data');
    const { home, pid } = JSON.parse(String(line));
    expect(isAlive(pid)).toBe(true);
    owner.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid) || existsSync(home)).toBe(false), {
      timeout: 500_000,
      interval: 100,
    });
  });
});
