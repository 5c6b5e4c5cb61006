import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/bin/ascribe.js', import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  /** Without lines of progress, which only a slow machine prints: they begin after some seconds. */
  readonly stderr: string;
}

const PROGRESS_LINES = /^(reading|checking|importing|exporting|converting|deriving): \d+( of \d+)? \w+\n/gm;

/** Starts the built program. `watch` is called with its standard output so far. */
export function startCli(
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    /** Runs as this user and group. Only root may. */
    readonly uid?: number;
    readonly watch?: (stdout: string, child: ChildProcess) => void;
  } = {},
): { readonly child: ChildProcess; readonly ended: Promise<CliResult> } {
  const env = { ...process.env, ASCRIBE_STORE: '', NEO4J_URI: '', ...options.env };
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: options.cwd,
    env,
    ...(options.uid !== undefined && { uid: options.uid, gid: options.uid }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
    options.watch?.(output.stdout, child);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = new Promise<CliResult>((resolve) =>
    child.on('close', (code) =>
      resolve({ code, stdout: output.stdout, stderr: output.stderr.replaceAll(PROGRESS_LINES, '') }),
    ),
  );
  return { child, ended };
}

export const runCli = (
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly uid?: number } = {},
): Promise<CliResult> => startCli(args, options).ended;
