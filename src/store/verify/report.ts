import { AscribeError } from '../../domain/errors.js';
import { DAMAGE_ADVICE, isDamage } from '../damage.js';

/** Something that is wrong with a store. */
export interface Finding {
  /** What it is about: the id of a record, the name of a table, a file. */
  readonly where: string;
  readonly problem: string;
  /**
   * What helps. `restore`: only a backup has what is damaged. `rebuild`: what is wrong follows from records that are intact, so that an
   * export and its restoration build it again.
   */
  readonly remedy: Remedy;
}
export type Remedy = 'restore' | 'rebuild';

/** The result of checking a store. */
export interface VerifyReport {
  /** The first `MAX_FINDINGS`. */
  readonly findings: readonly Finding[];
  /** The number of all findings. */
  readonly findingCount: number;
  /** How many of each kind were checked. */
  readonly checked: Readonly<Record<string, number>>;
}

export const MAX_FINDINGS = 100;

/** Collects findings and counts. Keeps a bounded number of them. */
export interface Collector {
  readonly report: (where: string, problem: string, remedy?: Remedy) => void;
  /** Counts one that was checked. */
  readonly count: (kind: string) => void;
  /** Runs a check; what it throws is a finding. */
  readonly attempt: (where: string, check: () => void) => void;
  readonly result: () => VerifyReport;
}

export function createCollector(): Collector {
  const findings: Finding[] = [];
  const checked: Record<string, number> = {};
  let findingCount = 0;
  const report = (where: string, problem: string, remedy: Remedy = 'restore') => {
    findingCount += 1;
    if (findings.length < MAX_FINDINGS) findings.push({ where, problem, remedy });
  };
  return {
    report,
    count: (kind) => {
      checked[kind] = (checked[kind] ?? 0) + 1;
    },
    attempt: (where, check) => {
      try {
        check();
      } catch (error) {
        report(where, describeDamage(error));
      }
    },
    result: () => ({ findings, findingCount, checked }),
  };
}

/** What is wrong, according to an error, in one line. */
export function describeDamage(error: unknown): string {
  if (isDamage(error)) return error.message.replace(`; ${DAMAGE_ADVICE}`, '');
  const { message = String(error) } = error as Partial<Error>;
  return (error instanceof AscribeError ? error.message : message).replaceAll('\n', ' ');
}
