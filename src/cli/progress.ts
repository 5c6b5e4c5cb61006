import type { WriteStream } from 'node:tty';

export interface Progress {
  readonly phase: string;
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
}

export interface ProgressDisplay {
  readonly show: (progress: Progress) => void;
  /** Writes a line without tearing the bar. */
  readonly above: (stream: NodeJS.WritableStream, line: string) => void;
  readonly end: () => void;
}

const BAR = 30;
const ON_A_TERMINAL = 100;
const ELSEWHERE = 5_000;
const CLEAR = '\r\x1b[2K';

/** A bar on a terminal; elsewhere a plain line every few seconds. `things` are what is counted. */
export function progressOn(stream: WriteStream, things: string): ProgressDisplay {
  const terminal = stream.isTTY === true;
  const pause = terminal ? ON_A_TERMINAL : ELSEWHERE;
  let last = terminal ? 0 : Date.now();
  let drawn = false;

  const clear = (): void => {
    if (drawn) stream.write(CLEAR);
    drawn = false;
  };
  return {
    show(progress) {
      const now = Date.now();
      if (now - last < pause) return;
      last = now;
      if (terminal) stream.write(`${CLEAR}${bar(progress, things)}`);
      else stream.write(`${line(progress, things)}\n`);
      drawn = terminal;
    },
    above(target, text) {
      clear();
      target.write(`${text}\n`);
    },
    end: clear,
  };
}

function line({ phase, done, total }: Progress, things: string): string {
  return total === null ? `${phase}: ${done} ${things}` : `${phase}: ${done} of ${total} ${things}`;
}

function bar(progress: Progress, things: string): string {
  const { done, total } = progress;
  if (total === null || total === 0) return line(progress, things);
  const full = Math.round((BAR * done) / total);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ${line(progress, things)}`;
}
