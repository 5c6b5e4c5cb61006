import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCli } from '../cli/run-cli.js';
import { buildDocument, writeTempFolder } from '../ingest/document-builder.js';
import { startFakeNeo4j4 } from './fake-neo4j-4.js';

const SECRET = 'secret-word';
/** Runs `ascribe import`, expects it to fail, and returns its error output. */
async function importError(uri: string, env: NodeJS.ProcessEnv = {}) {
  const folder = writeTempFolder({ 'a.json': buildDocument() });
  const ended = await runCli(['import', 'a.json'], {
    cwd: folder,
    env: { NEO4J_URI: uri, NEO4J_PASSWORD: SECRET, ...env },
  });
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).not.toContain(SECRET);
  return ended.stderr;
}

describe('ascribe import exits with 1 and reports in one line that Neo4j', () => {
  it.each(['bolt', 'neo4j'])('is unreachable, at %s://', async (scheme) => {
    expect(await importError(`${scheme}://127.0.0.1:1`)).toMatch(
      /^ascribe: STORE_UNAVAILABLE Neo4j at \w+:\/\/127\.0\.0\.1:1 cannot be reached: [^\n]+\n$/,
    );
  });

  it('is too old', async () => {
    const old = await startFakeNeo4j4();
    onTestFinished(old.close);
    expect(await importError(`bolt://127.0.0.1:${old.port}`)).toBe(
      `ascribe: STORE_UNUSABLE the server at bolt://127.0.0.1:${old.port} is Neo4j/4.4.9; expected Neo4j 5.26, 2025.1 or newer\n`,
    );
  });

  it.each(['bolt', 'neo4j'])('accepts the connection and never answers, at %s://', async (scheme) => {
    const hole = createServer((socket) => socket.on('error', () => {}));
    await new Promise<void>((resolve) => hole.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void hole.close());
    const { port } = hole.address() as { port: number };
    expect(await importError(`${scheme}://127.0.0.1:${port}`, { NEO4J_CONNECT_TIMEOUT: '0.5' })).toMatch(
      /^ascribe: STORE_UNAVAILABLE Neo4j at [^\n]+\n$/,
    );
  });

  it('has an invalid timeout', async () => {
    expect(await importError('bolt://127.0.0.1:1', { NEO4J_QUERY_TIMEOUT: '5s' })).toBe(
      'ascribe: BAD_CONFIGURATION NEO4J_QUERY_TIMEOUT is "5s"; expected seconds, from 0.1 to 3600\n',
    );
  });
});
