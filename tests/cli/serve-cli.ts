import type { ChildProcess } from 'node:child_process';
import { failureOf } from '../api/failure-of.js';
import type { GraphqlResponse } from '../api/service.js';
import { type CliResult, startCli } from './run-cli.js';

export interface ServedCli {
  /** http://127.0.0.1:… */
  readonly url: string;
  readonly child: ChildProcess;
  readonly ended: Promise<CliResult>;
  /** The log so far. */
  log(): string;
  /** Sends SIGTERM and waits for the end. */
  stop(): Promise<CliResult>;
}

type Options = NonNullable<Parameters<typeof startCli>[1]>;

/** `ascribe serve` of the built program on a free port. Resolves when it is ready. */
export async function serveCli(args: readonly string[], options: Options = {}): Promise<ServedCli> {
  let ready = (_: string) => {};
  const address = new Promise<string>((resolve) => {
    ready = resolve;
  });
  const { child, ended } = startCli(['serve', '--port', '0', ...args], {
    ...options,
    env: { ASCRIBE_MAX_RATE: '0', ...options.env },
    watch: (stdout) => {
      const url = /ready at (\S+)\/graphql/.exec(stdout)?.[1];
      if (url !== undefined) ready(url);
    },
  });
  let log = '';
  child.stderr?.on('data', (text: string) => {
    log += text;
  });
  const failed = ended.then(({ stderr }) => {
    throw new Error(`ended before it was ready: ${stderr}`);
  });
  failed.catch(() => {});
  return {
    url: await Promise.race([address, failed]),
    child,
    ended,
    log: () => log,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** The code of the first error of a query; null if it has none. */
export async function errorCodeOf(url: string, query: string, key?: string): Promise<string | null> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key !== undefined && { 'x-api-key': key }) },
    body: JSON.stringify({ query }),
  });
  return failureOf((await response.json()) as GraphqlResponse)[0] ?? null;
}
