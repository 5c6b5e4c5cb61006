import type { Reads, TemporalReads } from '../../store/store.js';
import type { ExecutionBudget } from './execution-budget.js';

/** The same reads, that count what they bring as work, and reject once it is given up. */
export function trackRecords(reads: TemporalReads, budget: ExecutionBudget): TemporalReads {
  const counting = <T extends Reads>(counted: T): T =>
    new Proxy(counted, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        if (name === 'asOf') return (moment: string) => counting(member.call(target, moment) as Reads);
        return async (...args: unknown[]) => {
          budget.signal.throwIfAborted();
          const result: unknown = await member.apply(target, args);
          budget.addRecords(countRecords(result));
          budget.signal.throwIfAborted();
          return result;
        };
      },
    });
  return counting(reads);
}

/** A record has an id or is one of a list's; what tells how they are ordered or found is none. */
function countRecords(result: unknown): number {
  if (Array.isArray(result))
    return result.reduce<number>((sum, one) => sum + Math.max(1, countRecords(one)), 0);
  if (typeof result !== 'object' || result === null || 'id' in result) return 0;
  return Object.entries(result).reduce(
    (sum, [name, part]) => (name === 'cursors' || name === 'entityIds' ? sum : sum + countRecords(part)),
    0,
  );
}
