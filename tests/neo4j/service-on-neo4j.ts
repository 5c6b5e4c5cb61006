import { expect } from 'vitest';
import { startCli } from '../cli/run-cli.js';

export interface ServiceOnNeo4j {
  /** Sends a GET request. A missing answer fails the test. */
  get(path: string): Promise<{ readonly status: number; readonly text: string }>;
  ask(query: string): Promise<{ readonly status: number; readonly text: string }>;
  /** Resolves once /ready answers with this status. */
  waitForReadiness(status: 200 | 503): Promise<void>;
  /** The log so far. */
  log(): string;
  /** Null while the process runs. */
  exitCode(): number | null;
  /** Stops the service and returns its output. */
  stop(): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

/** Much longer than any request takes, even on a busy machine. */
const REQUEST_TIMEOUT_MS = 300_000;

/** Starts `ascribe serve` in a separate process, with the Neo4j server from `env`. */
export async function serveNeo4j(env: NodeJS.ProcessEnv): Promise<ServiceOnNeo4j> {
  let reportReady = (_url: string) => {};
  const ready = new Promise<string>((resolve) => {
    reportReady = resolve;
  });
  const { child, ended } = startCli(['serve', '--port', '0'], {
    env,
    watch: (stdout) => {
      const url = /ready at (\S+)\/graphql/.exec(stdout)?.[1];
      if (url !== undefined) reportReady(url);
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
      expect.poll(async () => (await get('/ready')).status, { interval: 200 }).toBe(status),
    log: () => log,
    exitCode: () => child.exitCode,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
