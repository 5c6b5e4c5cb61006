import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { cpuMsOf } from '../cpu.js';

/** A service that runs in a process of its own. */
export interface Service {
  readonly name: string;
  /** In which of the two schemas it answers. */
  readonly schema: 'ascribe' | 'neo4jGraphql';
  readonly url: string;
  /** Resident memory of the process and of those that it started. */
  memory(): Memory;
  /** CPU time of these processes, in ms. */
  cpuMs(): number;
  stop(): Promise<void>;
}

export interface Memory {
  readonly processes: number;
  readonly megabytes: number;
}

interface Program {
  readonly name: string;
  readonly schema: Service['schema'];
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Starts a program with Node and waits until it says at which address it is ready. Its messages go to a file in `folder`. */
export async function startService({ name, schema, args, env }: Program, folder: string): Promise<Service> {
  const log = join(folder, `${name.replaceAll(/\W+/g, '-')}.log`);
  const stdio = ['ignore', 'pipe', openSync(log, 'w')] as const;
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: [...stdio] });
  const exited = once(child, 'exit');
  const address = new Promise<string>((ready) => {
    createInterface(child.stdout as Readable).on('line', (line) => {
      const [, found] = line.match(/ready at (http:\S+\/graphql)/) ?? [];
      if (found !== undefined) ready(found);
    });
  });
  const url = await Promise.race([address, exited.then(() => null)]);
  if (url === null) throw new Error(`${name} did not start: ${readFileSync(log, 'utf8').slice(-1000)}`);
  const stop = async () => {
    child.kill();
    await exited;
  };
  const pid = child.pid as number;
  return { name, schema, url, memory: () => memoryOf(pid), cpuMs: () => cpuMsOf(pid), stop };
}

function memoryOf(root: number): Memory {
  const tree = processTree(root);
  const kilobytes = tree.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
  return { processes: tree.length, megabytes: Math.round(kilobytes / 1024) };
}

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly kilobytes: number;
}

function processTree(root: number): readonly ProcessRow[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  const processes = stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, kilobytes] = line.trim().split(/\s+/).map(Number) as [number, number, number];
      return { pid, parent, kilobytes };
    });
  const within = (row: ProcessRow): ProcessRow[] => [
    row,
    ...processes.filter(({ parent }) => parent === row.pid).flatMap(within),
  ];
  return processes.filter(({ pid }) => pid === root).flatMap(within);
}
