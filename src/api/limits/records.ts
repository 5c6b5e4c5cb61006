import type { MomentReads, Reads } from '../../store/store.js';
import { refusal } from '../errors.js';

/** The records that a request brought, so far. */
export interface Budget {
  readonly most: number;
  brought: number;
}

/** The same reads, that count what they bring, and refuse once it is more than the budget. */
export function countingReads(reads: MomentReads, budget: Budget): MomentReads {
  const counting = <T extends Reads>(counted: T): T =>
    new Proxy(counted, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        if (name === 'asOf') return (moment: string) => counting(member.call(target, moment) as Reads);
        return async (...args: unknown[]) => {
          refuseOver(budget);
          const result: unknown = await member.apply(target, args);
          budget.brought += recordsIn(result);
          refuseOver(budget);
          return result;
        };
      },
    });
  return counting(reads);
}

function refuseOver({ brought, most }: Budget): void {
  if (brought > most)
    throw refusal(
      'TOO_MANY_RECORDS',
      `the answer takes more than ${most} records of the store; expected smaller pages, or fewer lists within lists`,
    );
}

/** A record has an id or is one of a list's; what tells how they are ordered or found is none. */
function recordsIn(result: unknown): number {
  if (Array.isArray(result)) return result.reduce<number>((sum, one) => sum + Math.max(1, recordsIn(one)), 0);
  if (typeof result !== 'object' || result === null || 'id' in result) return 0;
  return Object.entries(result).reduce(
    (sum, [name, part]) => (name === 'cursors' || name === 'entityIds' ? sum : sum + recordsIn(part)),
    0,
  );
}
