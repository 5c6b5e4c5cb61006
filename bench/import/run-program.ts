import { spawnSync } from 'node:child_process';

/** The CPU time of a program of Node and of the processes that it started, in ms: the shell adds them up. */
export function cpuOf(args: readonly string[], env: NodeJS.ProcessEnv = process.env): number {
  const command = ['-c', '"$0" "$@" >/dev/null || exit 1; times', process.execPath];
  const { stdout } = run(args, 'sh', command, env);
  const [, children = ''] = stdout.trim().split('\n');
  const times = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000,
    0,
  );
}

export function run(
  args: readonly string[],
  program = process.execPath,
  before: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
) {
  const result = spawnSync(program, [...before, ...args], { encoding: 'utf8', maxBuffer: 2 ** 26, env });
  if (result.status !== 0) throw new Error(`${args.join(' ')} failed: ${result.stderr.slice(-1000)}`);
  return result;
}
