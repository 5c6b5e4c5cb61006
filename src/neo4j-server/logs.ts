import { readFileSync, statSync } from 'node:fs';
import type { Home } from './home.js';

/** The size of the server's log; later lines belong to the next start. */
export function logSize(home: Home): number {
  return statSync(home.serverLog, { throwIfNoEntry: false })?.size ?? 0;
}

/** The last lines that the server wrote since its start, to its console and its log. */
export function logTail(home: Home, offset: number, lines = 15): string {
  return linesSince(home, offset).slice(-lines).join('\n');
}

/** The log line that best explains a failed start: the innermost cause, if there is one. */
export function startupError(home: Home, offset: number): string | undefined {
  const lines = linesSince(home, offset);
  const found =
    lines.findLast((line) => line.startsWith('Caused by: ')) ??
    lines.findLast((line) => /\bERROR\b|Exception/.test(line)) ??
    lines.at(-1);
  return found?.replace(/^Caused by: (?:[\w.$]+: )?/, '').slice(0, 300);
}

function linesSince(home: Home, offset: number): readonly string[] {
  const log = readIfExists(home.serverLog);
  // A shorter log was rotated, so all of it is new.
  const recent = log.subarray(log.length < offset ? 0 : offset);
  return `${readIfExists(home.consoleLog)}\n${recent}`
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function readIfExists(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
