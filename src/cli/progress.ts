import type { WriteStream } from 'node:tty';

interface Progress {
  readonly phase: string;
  readonly done: number;
  /** Null if unknown. */
  readonly total: number | null;
}

export interface ProgressBar {
  readonly show: (progress: Progress) => void;
  /** Writes a line above the bar. */
  readonly printAbove: (stream: NodeJS.WritableStream, line: string) => void;
  readonly clear: () => void;
}

const BAR_WIDTH = 30;
const TTY_INTERVAL_MS = 100;
const LOG_INTERVAL_MS = 5_000;
const CLEAR_LINE = '\r\x1b[2K';

/** A bar on a terminal; elsewhere a plain line every few seconds. `unit` is the plural of what is counted. */
export function createProgressBar(stream: WriteStream, unit: string): ProgressBar {
  const terminal = stream.isTTY === true;
  const pause = terminal ? TTY_INTERVAL_MS : LOG_INTERVAL_MS;
  let last = terminal ? 0 : Date.now();
  let drawn = false;

  const clear = (): void => {
    if (drawn) stream.write(CLEAR_LINE);
    drawn = false;
  };
  return {
    show(progress) {
      const now = Date.now();
      if (now - last < pause) return;
      last = now;
      if (terminal) stream.write(`${CLEAR_LINE}${formatBar(progress, unit)}`);
      else stream.write(`${formatLine(progress, unit)}\n`);
      drawn = terminal;
    },
    printAbove(target, text) {
      clear();
      target.write(`${text}\n`);
    },
    clear,
  };
}

function formatLine({ phase, done, total }: Progress, unit: string): string {
  return total === null ? `${phase}: ${done} ${unit}` : `${phase}: ${done} of ${total} ${unit}`;
}

function formatBar(progress: Progress, unit: string): string {
  const { done, total } = progress;
  if (total === null || total === 0) return formatLine(progress, unit);
  const full = Math.round((BAR_WIDTH * done) / total);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}] ${formatLine(progress, unit)}`;
}
