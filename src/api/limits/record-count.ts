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
  if (typeof result !== 'object' || result === null) return 0;
  let count = 0;
  if (Array.isArray(result)) for (const item of result) count += Math.max(1, countRecords(item));
  else if (!('id' in result))
    for (const name in result)
      if (name !== 'cursors' && name !== 'entityIds') count += countRecords(result[name as keyof object]);
  return count;
}
