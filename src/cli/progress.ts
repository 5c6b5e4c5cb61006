import type { WriteStream } from 'node:tty';
import type { Progress } from '../ingest/load-paths.js';

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

/** A bar on a terminal; elsewhere a plain line every few seconds. */
export function progressOn(stream: WriteStream): ProgressDisplay {
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
      if (terminal) stream.write(`${CLEAR}${bar(progress)}`);
      else stream.write(`${line(progress)}\n`);
      drawn = terminal;
    },
    above(target, text) {
      clear();
      target.write(`${text}\n`);
    },
    end: clear,
  };
}

function line({ phase, done, total }: Progress): string {
  return total === null ? `${phase}: ${done} articles` : `${phase}: ${done} of ${total} articles`;
}

function bar(progress: Progress): string {
  const { done, total } = progress;
  if (total === null || total === 0) return line(progress);
  const full = Math.round((BAR * done) / total);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ${line(progress)}`;
}
