import { readdirSync, readFileSync } from 'node:fs';

/** The CPU time so far of this process and of all that it started and that still run, in ms. Linux only. */
export function cpuOfTree(): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const tree = new Set([process.pid]);
  for (let size = 0; size < tree.size; ) {
    size = tree.size;
    for (const { pid, parent } of processes) if (tree.has(parent)) tree.add(pid);
  }
  return processes.filter(({ pid }) => tree.has(pid)).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

/** User and system time are in clock ticks of 10 ms. Undefined if the process has ended. */
export function readProcess(pid: number): { pid: number; parent: number; cpuMs: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const [parent, user, system] = [fields[1], fields[11], fields[12]].map(Number);
    return { pid, parent: parent ?? 0, cpuMs: ((user ?? 0) + (system ?? 0)) * 10 };
  } catch {
    return undefined;
  }
}
