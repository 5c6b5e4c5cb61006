import type { StoreConfig } from '../../config/config.js';
import type { ActivePolicy, Policy } from '../../domain/derivation/policy.js';
import { pluralize } from '../../domain/pluralize.js';
import { statuses } from '../../domain/records.js';
import type { Store } from '../../store/store.js';
import { applyPolicyInBatches } from '../../store/write/apply-policy-in-batches.js';
import { withExistingStore } from '../existing-store.js';
import { createProgressBar } from '../progress.js';
import { handleStopSignals } from '../signals/stop-signals.js';
import { loadPolicy } from './load-policy.js';
import { createTransitionCounter } from './transition-counter.js';

export async function applyPolicyFile(file: string, config: StoreConfig, batch: number): Promise<void> {
  const policy = loadPolicy(file);
  if (policy !== null) await withExistingStore(config, (store) => apply(store, policy, batch));
}

async function apply(store: Store, policy: Policy, batch: number): Promise<void> {
  const before = await store.policy();
  const total = before.policy.version === policy.version ? null : await store.count('claims', { statuses });
  const transitions = createTransitionCounter();
  const progress = createProgressBar(process.stderr, 'claims');
  const stop = handleStopSignals();
  let derived = 0;
  let complete = false;
  try {
    for await (const result of applyPolicyInBatches(store, policy, batch)) {
      for (const { from, to } of result.changes) transitions.add(from, to);
      derived += result.derived;
      complete = result.complete;
      progress.show({ phase: 'deriving', done: derived, total });
      if (stop.signal.aborted) break;
    }
  } finally {
    progress.clear();
    stop.dispose();
  }
  process.stdout.write(
    `${[formatOutcome(store, policy, before, derived, transitions.total()), ...transitions.lines()].join('\n')}\n`,
  );
  if (complete) return;
  process.exitCode = stop.exitCode() ?? 1;
  process.stderr.write(
    'stopped: the remaining claims still follow the old policy; run the same command again to resume\n',
  );
}

function formatOutcome(
  store: Store,
  policy: Policy,
  before: ActivePolicy,
  derived: number,
  changed: number,
): string {
  const resumed = before.policy.version === policy.version;
  if (resumed && before.complete)
    return `policy ${policy.version} is already active in ${store.label} and applied to all claims`;
  const counts = `applied to ${pluralize(derived, resumed ? 'more claim' : 'claim')}, ${changed} of them changed`;
  return `policy ${policy.version} is active in ${store.label}: ${counts}`;
}
