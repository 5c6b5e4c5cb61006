import { setImmediate } from 'node:timers/promises';

/** How many milliseconds long answers may take before all else has its turn. */
const STRETCH = 15;
/** After so many turns of the microtask queue what one resolution has set going is done: promises that follow one another. */
const FOLLOWERS = 12;

/** What waits to go on, by the answer that it is of. */
const lines = new Map<object, (() => void)[]>();
let running = false;

/**
 * Resolves when this answer may go on. What is answered from memory comes without a pause, and would keep the thread from all other
 * callers for seconds: so long answers go on a few milliseconds at a time, and between them comes all else. The one that waits longest is first
 * brought to its end, as each that is under way takes memory.
 */
export function turnOf(answer: object): Promise<void> {
  return new Promise((resolve) => {
    const line = lines.get(answer) ?? [];
    line.push(resolve);
    lines.set(answer, line);
    if (!running) goOn();
  });
}

/** All that waits of this answer goes on at once, as when it will find that the answer is over. */
export function endTurns(answer: object): void {
  const line = lines.get(answer) ?? [];
  lines.delete(answer);
  for (const resolve of line) resolve();
}

async function goOn(): Promise<void> {
  running = true;
  while (lines.size > 0) {
    await setImmediate();
    const until = performance.now() + STRETCH;
    while (lines.size > 0 && performance.now() < until) {
      letNext();
      for (let turn = 0; turn < FOLLOWERS; turn += 1) await null;
    }
  }
  running = false;
}

function letNext(): void {
  const [first] = lines;
  if (first === undefined) return;
  const [answer, line] = first;
  const resolve = line.pop();
  if (line.length === 0) lines.delete(answer);
  resolve?.();
}
