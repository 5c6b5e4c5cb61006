import type { Standing } from '../domain/records.js';

/** Counts of what became what. */
export interface Transitions {
  readonly add: (from: Standing | null, to: Standing | null) => void;
  readonly total: () => number;
  /** `12 CONFIRMED → REPORTED`, the most frequent first; changes of confidence alone after those of status. */
  readonly lines: () => string[];
}

export function countTransitions(): Transitions {
  const counts = new Map<string, number>();
  return {
    add: (from, to) => {
      const name = transition(from, to);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    total: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    lines: () => {
      const width = String(Math.max(0, ...counts.values())).length;
      return [...counts]
        .sort(
          ([a, some], [b, others]) =>
            Number(isOfStatus(b)) - Number(isOfStatus(a)) || others - some || (a < b ? -1 : 1),
        )
        .map(([name, count]) => `  ${String(count).padStart(width)} ${name}`);
    },
  };
}

const ARROW = ' → ';

function transition(from: Standing | null, to: Standing | null): string {
  if (from?.status === to?.status) return `${from?.status}, with another confidence`;
  return `${from?.status ?? 'nothing'}${ARROW}${to?.status ?? 'nothing'}`;
}

const isOfStatus = (name: string): boolean => name.includes(ARROW);

/** `CONFIRMED 88` */
export function standingText({ status, confidence }: Standing): string {
  return `${status} ${confidence ?? 'unjudged'}`;
}
