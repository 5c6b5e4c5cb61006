import { expect } from 'vitest';
import { startCli } from '../cli/run-cli.js';

export interface ServiceOnNeo4j {
  /** Asks over HTTP; an answer that does not come in time fails the test. */
  get(path: string): Promise<{ readonly status: number; readonly text: string }>;
  ask(query: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Resolves once /ready answers with this status. */
  waitForReadiness(status: 200 | 503): Promise<void>;
  /** What it has logged so far. */
  log(): string;
  /** Null while the process lives. */
  exitCode(): number | null;
  /** Tells it to stop; what it has printed. */
  stop(): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** Far more than anything may take, also on a busy machine. */
const REQUEST_TIMEOUT_MS = 30_000;

/** `ascribe serve` as a process of its own, with the Neo4j that the environment names. */
export async function serveNeo4j(env: NodeJS.ProcessEnv): Promise<ServiceOnNeo4j> {
  let sayReady = (_url: string) => {};
  const ready = new Promise<string>((resolve) => {
    sayReady = resolve;
  });
  const { child, ended } = startCli(['serve', '--port', '0'], {
    env,
    watch: (stdout) => {
      const url = /ready at (\S+)\/graphql/.exec(stdout)?.[1];
      if (url !== undefined) sayReady(url);
    },
  });
  let log = '';
  child.stderr?.on('data', (text: string) => {
    log += text;
  });
  const url = await Promise.race([
    ready,
    ended.then(({ stderr }) => Promise.reject(new Error(`ended before it was ready: ${stderr}`))),
  ]);
  const get: ServiceOnNeo4j['get'] = async (path) => {
    const response = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    return { status: response.status, text: await response.text() };
  };
  return {
    get,
    ask: (query) => get(`/graphql?query=${encodeURIComponent(query)}`),
    waitForReadiness: (status) =>
      expect.poll(async () => (await get('/ready')).status, { timeout: 60_000, interval: 200 }).toBe(status),
    log: () => log,
    exitCode: () => child.exitCode,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
