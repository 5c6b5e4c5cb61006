import { decorateStore } from '../../store/decorate-store.js';
import type { TemporalReads } from '../../store/store.js';
import type { ExecutionBudget } from './execution-budget.js';

/** The same reads; each adds its records to the budget, and rejects once the budget is cancelled. */
export function trackRecords(reads: TemporalReads, budget: ExecutionBudget): TemporalReads {
  return decorateStore(reads, {
    aroundCall: async (call) => {
      budget.signal.throwIfAborted();
      const result = await call();
      budget.addRecords(countRecords(result));
      budget.signal.throwIfAborted();
      return result;
    },
  });
}

/** Counts objects with an id, and items of lists. Cursors and lists of ids only describe records, so they count as none. */
function countRecords(result: unknown): number {
  if (Array.isArray(result))
    return result.reduce<number>((sum, item) => sum + Math.max(1, countRecords(item)), 0);
  if (typeof result !== 'object' || result === null || 'id' in result) return 0;
  return Object.entries(result).reduce(
    (sum, [name, part]) => (name === 'cursors' || name === 'entityIds' ? sum : sum + countRecords(part)),
    0,
  );
}
