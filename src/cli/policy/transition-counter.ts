import type { EffectiveStatus } from '../../domain/records.js';

/** Counts claims by old and new status. */
interface TransitionCounter {
  readonly add: (from: EffectiveStatus | null, to: EffectiveStatus | null) => void;
  readonly total: () => number;
  /** `12 CONFIRMED → REPORTED`, most frequent first; claims whose confidence alone changed come last. */
  readonly lines: () => string[];
}

export function createTransitionCounter(): TransitionCounter {
  const counts = new Map<string, number>();
  return {
    add: (from, to) => {
      const name = transitionLabel(from, to);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    total: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    lines: () => {
      const width = String(Math.max(0, ...counts.values())).length;
      return [...counts]
        .sort(
          ([a, some], [b, others]) =>
            Number(isStatusChange(b)) - Number(isStatusChange(a)) || others - some || (a < b ? -1 : 1),
        )
        .map(([name, count]) => `  ${String(count).padStart(width)} ${name}`);
    },
  };
}

const ARROW = ' → ';

function transitionLabel(from: EffectiveStatus | null, to: EffectiveStatus | null): string {
  if (from?.status === to?.status) return `${from?.status}, confidence changed`;
  return `${from?.status ?? 'nothing'}${ARROW}${to?.status ?? 'nothing'}`;
}

const isStatusChange = (name: string): boolean => name.includes(ARROW);

/** `CONFIRMED 88` */
export function formatStatus({ status, confidence }: EffectiveStatus): string {
  return `${status} ${confidence ?? 'no confidence'}`;
}
