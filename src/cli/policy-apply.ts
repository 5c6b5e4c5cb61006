import { counted } from '../domain/counted.js';
import type { Policy, PolicyInForce } from '../domain/derivation/policy.js';
import { statuses } from '../domain/records.js';
import type { Store } from '../store/store.js';
import { applyInBatches } from '../store/write/apply-in-batches.js';
import { withStore } from './existing-store.js';
import { givenPolicy } from './given-policy.js';
import { progressOn } from './progress.js';
import { listenForStop } from './stop.js';
import { countTransitions } from './transitions.js';

export async function applyPolicyFile(file: string, location: string, batch: number): Promise<void> {
  const policy = givenPolicy(file);
  if (policy !== null) await withStore(location, (store) => apply(store, policy, batch));
}

async function apply(store: Store, policy: Policy, batch: number): Promise<void> {
  const before = await store.policy();
  const total = before.policy.version === policy.version ? null : await store.countClaims({ statuses });
  const transitions = countTransitions();
  const progress = progressOn(process.stderr, 'claims');
  const stop = listenForStop();
  let derived = 0;
  let complete = false;
  try {
    for await (const one of applyInBatches(store, policy, batch)) {
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
    `${[told(store, policy, before, derived, transitions.total()), ...transitions.lines()].join('\n')}\n`,
  );
  if (complete) return;
  process.exitCode = stop.exitCode() ?? 1;
  process.stderr.write(
    'stopped: the other claims are not derived by it yet; run the same command again to go on\n',
  );
}

function told(store: Store, policy: Policy, before: PolicyInForce, derived: number, changed: number): string {
  const goesOn = before.policy.version === policy.version;
  if (goesOn && before.complete)
    return `policy ${policy.version} is in force in ${store.label} already, and all claims are derived by it`;
  const counts = `${counted(derived, goesOn ? 'more claim' : 'claim')} derived by it, of which ${changed} changed`;
  return `policy ${policy.version} is in force in ${store.label}: ${counts}`;
}
