import { DEFAULT_POLICY, type Policy } from '../../domain/derivation/policy.js';
import { AscribeError } from '../../domain/errors.js';
import { digest } from '../../domain/ids.js';
import type { Writer } from '../store.js';
import { changeCause, rederive } from './rederive.js';
import type { PolicyState, WritePort } from './write-port.js';

/** One batch: whoever stops between two finds the policy in force and the rest of the claims still to be derived by it. */
export async function applyPolicy(
  port: WritePort,
  policy: Policy,
  limit: number,
): ReturnType<Writer['applyPolicy']> {
  const derivedTo = await activatePolicy(port, policy, await port.policyState());
  if (derivedTo === null) return { changes: [], complete: true, derived: 0 };
  const claimIds = await port.claimIdsAfter(derivedTo, limit);
  await port.lockClaims(claimIds);
  const changes = await rederive(port, claimIds, new Map(), () =>
    changeCause('POLICY', { policyVersion: policy.version }),
  );
  const complete = claimIds.length < limit;
  await port.saveDerivationCursor(complete ? null : (claimIds.at(-1) as string));
  return { changes, complete, derived: claimIds.length };
}

/** Returns the claim id up to which all are derived by the policy; null where all are. */
async function activatePolicy(
  port: WritePort,
  policy: Policy,
  { history, derivationCursor }: PolicyState,
): Promise<string | null> {
  const known = [DEFAULT_POLICY, ...history.map((one) => one.policy)];
  const same = known.find(({ version }) => version === policy.version);
  if (same !== undefined && digest(same) !== digest(policy))
    throw new AscribeError(
      'POLICY_CONFLICT',
      `version ${policy.version} stands for another policy here; expected a version that was not used yet`,
    );
  if (known.at(-1)?.version === policy.version) return derivationCursor;
  await port.addPolicy(policy);
  await port.saveDerivationCursor('');
  return '';
}
