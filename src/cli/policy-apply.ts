import type { StoreConfig } from '../config/config.js';
import type { ActivePolicy, Policy } from '../domain/derivation/policy.js';
import { pluralize } from '../domain/pluralize.js';
import { statuses } from '../domain/records.js';
import type { Store } from '../store/store.js';
import { applyPolicyInBatches } from '../store/write/apply-policy-in-batches.js';
import { withExistingStore } from './existing-store.js';
import { loadPolicy } from './load-policy.js';
import { createProgressBar } from './progress.js';
import { handleStopSignals } from './stop-signals.js';
import { createTransitionCounter } from './transition-counter.js';

export async function applyPolicyFile(file: string, config: StoreConfig, batch: number): Promise<void> {
  const policy = loadPolicy(file);
  if (policy !== null) await withExistingStore(config, (store) => apply(store, policy, batch));
}

async function apply(store: Store, policy: Policy, batch: number): Promise<void> {
  const before = await store.policy();
  const total = before.policy.version === policy.version ? null : await store.countClaims({ statuses });
  const transitions = createTransitionCounter();
  const progress = createProgressBar(process.stderr, 'claims');
  const stop = handleStopSignals();
  let derived = 0;
  let complete = false;
  try {
    for await (const one of applyPolicyInBatches(store, policy, batch)) {
      for (const { from, to } of one.changes) transitions.add(from, to);
      derived += one.derived;
      complete = one.complete;
      progress.show({ phase: 'deriving', done: derived, total });
      if (stop.signal.aborted) break;
    }
  } finally {
    progress.end();
    stop.end();
  }
  process.stdout.write(
    `${[formatOutcome(store, policy, before, derived, transitions.total()), ...transitions.lines()].join('\n')}\n`,
  );
  if (complete) return;
  process.exitCode = stop.exitCode() ?? 1;
  process.stderr.write(
    'stopped: the other claims are not derived by it yet; run the same command again to go on\n',
  );
}

function formatOutcome(
  store: Store,
  policy: Policy,
  before: ActivePolicy,
  derived: number,
  changed: number,
): string {
  const goesOn = before.policy.version === policy.version;
  if (goesOn && before.complete)
    return `policy ${policy.version} is in force in ${store.label} already, and all claims are derived by it`;
  const counts = `${pluralize(derived, goesOn ? 'more claim' : 'claim')} derived by it, of which ${changed} changed`;
  return `policy ${policy.version} is in force in ${store.label}: ${counts}`;
}
