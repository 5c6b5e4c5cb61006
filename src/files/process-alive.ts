import { readFileSync } from 'node:fs';

/** Whether a process with this id still does, or holds, anything. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** Ended, and only waiting for its parent to take note; in a container perhaps for ever, if process 1 takes none. */
function isZombie(pid: number): boolean {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    // While other threads end, files and ports are still open.
    return fields[0] === 'Z' && Number(fields[17]) <= 1;
  } catch {
    return false;
  }
}
