import { counted } from '../domain/counted.js';
import { AscribeError } from '../domain/errors.js';
import type { Policy, PolicyInForce } from '../domain/policy.js';
import { type ClaimStatus, STATUSES } from '../domain/records.js';
import type { Store } from '../store/store.js';
import { withStore } from './existing-store.js';
import { givenPolicy } from './given-policy.js';
import { progressOn } from './progress.js';
import { listenForStop } from './stop.js';
import { countTransitions } from './transitions.js';

export async function applyPolicyFile(file: string, location: string, batch: number): Promise<void> {
  const policy = givenPolicy(file);
  if (policy !== null) await withStore(location, (store) => apply(store, policy, batch));
}

/** Batch by batch, each a transaction: who stops it, or kills it, finds the policy in force and runs it again for the rest. */
async function apply(store: Store, policy: Policy, batch: number): Promise<void> {
  const before = await store.policy();
  const total =
    before.policy.version === policy.version
      ? null
      : await store.countClaims({ statuses: Object.keys(STATUSES) as ClaimStatus[] });
  const transitions = countTransitions();
  const progress = progressOn(process.stderr, 'claims');
  const stop = listenForStop();
  let derived = 0;
  let complete = false;
  try {
    while (!complete && !stop.signal.aborted) {
      if (derived > 0) await requireInForce(store, policy);
      const result = await store.write((writer) => writer.applyPolicy(policy, batch));
      for (const { from, to } of result.changes) transitions.add(from, to);
      derived += result.derived;
      complete = result.complete;
      progress.show({ phase: 'deriving', done: derived, total });
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

/** Two that apply different policies at a time would put each other's out of force for ever. */
async function requireInForce(store: Store, { version }: Policy): Promise<void> {
  const { policy } = await store.policy();
  if (policy.version === version) return;
  throw new AscribeError(
    'POLICY_CONFLICT',
    `policy ${policy.version} came into force while policy ${version} was being applied; expected one at a time`,
  );
}
