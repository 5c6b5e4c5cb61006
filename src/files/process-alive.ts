import { readFileSync } from 'node:fs';

/** Whether a process with this id still runs or holds resources. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Whether the process has ended but was not reaped by its parent. In a container, process 1 may never reap it. */
function isZombie(pid: number): boolean {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    // While other threads are still ending, the files and ports of the process are open.
    return fields[0] === 'Z' && Number(fields[17]) <= 1;
  } catch {
    return false;
  }
}
