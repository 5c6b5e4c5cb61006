import type { Policy } from '../../domain/derivation/policy.js';
import { AscribeError } from '../../domain/errors.js';
import type { ClaimChange } from '../../domain/records.js';
import type { Store } from '../store.js';

export interface PolicyBatch {
  readonly changes: readonly ClaimChange[];
  /** How many claims were derived by the policy, in this batch. */
  readonly derived: number;
  readonly complete: boolean;
}

/**
 * Puts a policy in force and derives all claims by it, each batch in a transaction of its own: whoever stops taking batches, or is
 * killed, finds the policy in force, and calls this again for the rest. Throws POLICY_CONFLICT.
 */
export async function* applyPolicyInBatches(
  store: Store,
  policy: Policy,
  batchSize: number,
): AsyncGenerator<PolicyBatch> {
  for (;;) {
    const batch = await store.write((writer) => writer.applyPolicy(policy, batchSize));
    yield batch;
    if (batch.complete) return;
    await requireActivePolicy(store, policy);
  }
}

/** Two that apply different policies at a time would put each other's out of force for ever. */
async function requireActivePolicy(store: Store, { version }: Policy): Promise<void> {
  const { policy } = await store.policy();
  if (policy.version === version) return;
  throw new AscribeError(
    'POLICY_CONFLICT',
    `policy ${policy.version} came into force while policy ${version} was being applied; expected one at a time`,
  );
}
