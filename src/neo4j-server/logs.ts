import { readFileSync, statSync } from 'node:fs';
import type { Home } from './home.js';

/** How much the server's log of this home holds now; what comes after belongs to the next start. */
export function logSize(home: Home): number {
  return statSync(home.serverLog, { throwIfNoEntry: false })?.size ?? 0;
}

/** The last lines that a server wrote since its start: to its console, which begins anew with each, and to its log. */
export function logTail(home: Home, offset: number, lines = 15): string {
  return linesSince(home, offset).slice(-lines).join('\n');
}

/** The line that comes closest to why the server did not start: the innermost cause, if one is named. */
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
  // Shorter than it was: it was rolled over meanwhile, and all of it is new.
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
