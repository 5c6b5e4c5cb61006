import { BUILT_IN_POLICIES, DEFAULT_POLICY, type Policy } from '../../domain/derivation/policy.js';
import { AscribeError } from '../../domain/errors.js';
import { digest } from '../../domain/ids.js';
import type { Writer } from '../store.js';
import { changeCause, rederive } from './rederive.js';
import type { PolicyState, WritePort } from './write-port.js';

/** Derives one batch of claims. Between batches the policy is in force and the cursor marks the last derived claim. */
export async function applyPolicy(
  port: WritePort,
  policy: Policy,
  limit: number,
): ReturnType<Writer['applyPolicy']> {
  const cursor = await activatePolicy(port, policy, await port.policyState());
  if (cursor === null) return { changes: [], complete: true, derived: 0 };
  const claimIds = await port.claimIdsAfter(cursor, limit);
  await port.lockClaims(claimIds);
  const changes = await rederive(port, claimIds, new Map(), () =>
    changeCause('POLICY', { policyVersion: policy.version }),
  );
  const complete = claimIds.length < limit;
  await port.saveDerivationCursor(complete ? null : (claimIds.at(-1) as string));
  return { changes, complete, derived: claimIds.length };
}

/** Returns the id of the last claim derived by the policy; null if all are. */
async function activatePolicy(
  port: WritePort,
  policy: Policy,
  { history, derivationCursor }: PolicyState,
): Promise<string | null> {
  const used = history.map((one) => one.policy);
  const same = [...BUILT_IN_POLICIES, ...used].find(({ version }) => version === policy.version);
  if (same !== undefined && digest(same) !== digest(policy))
    throw new AscribeError(
      'POLICY_CONFLICT',
      `version ${policy.version} is already used by a different policy; expected an unused version`,
    );
  if ((used.at(-1) ?? DEFAULT_POLICY).version === policy.version) return derivationCursor;
  await port.addPolicy(policy);
  await port.saveDerivationCursor('');
  return '';
}
