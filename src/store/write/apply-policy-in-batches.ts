import type { Policy } from '../../domain/derivation/policy.js';
import { AscribeError } from '../../domain/errors.js';
import type { ClaimChange } from '../../domain/records.js';
import type { Store } from '../store.js';

export interface PolicyBatch {
  readonly changes: readonly ClaimChange[];
  /** The number of claims derived in this batch. */
  readonly derived: number;
  readonly complete: boolean;
}

/**
 * Puts a policy in force and derives all claims by it, one batch in each transaction. After an interruption the policy is in force;
 * call it again to derive the rest. Throws POLICY_CONFLICT.
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

/** Two processes that apply different policies at once would replace each other's policy without end. */
async function requireActivePolicy(store: Store, { version }: Policy): Promise<void> {
  const { policy } = await store.policy();
  if (policy.version === version) return;
  throw new AscribeError(
    'POLICY_CONFLICT',
    `policy ${policy.version} came into force while policy ${version} was being applied; expected one at a time`,
  );
}
