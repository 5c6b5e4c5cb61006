import { POLICY, type Policy } from '../../domain/derivation/policy.js';
import { AscribeError } from '../../domain/errors.js';
import { digest } from '../../domain/ids.js';
import type { Writer } from '../store.js';
import { cause, deriveAgain } from './rederive.js';
import type { Policies, Tables } from './write-port.js';

/** One batch: whoever stops between two finds the policy in force and the rest of the claims still to be derived by it. */
export async function applyPolicy(
  tables: Tables,
  policy: Policy,
  limit: number,
): ReturnType<Writer['applyPolicy']> {
  const derivedTo = await putInForce(tables, policy, await tables.policies());
  if (derivedTo === null) return { changes: [], complete: true, derived: 0 };
  const claimIds = await tables.claimIdsAfter(derivedTo, limit);
  await tables.lockClaims(claimIds);
  const changes = await deriveAgain(tables, claimIds, new Map(), () =>
    cause('POLICY', { policyVersion: policy.version }),
  );
  const complete = claimIds.length < limit;
  await tables.saveDerivedTo(complete ? null : (claimIds.at(-1) as string));
  return { changes, complete, derived: claimIds.length };
}

/** Returns the claim id up to which all are derived by the policy; null where all are. */
async function putInForce(
  tables: Tables,
  policy: Policy,
  { all, derivedTo }: Policies,
): Promise<string | null> {
  const known = [POLICY, ...all.map((one) => one.policy)];
  const same = known.find(({ version }) => version === policy.version);
  if (same !== undefined && digest(same) !== digest(policy))
    throw new AscribeError(
      'POLICY_CONFLICT',
      `version ${policy.version} stands for another policy here; expected a version that was not used yet`,
    );
  if (known.at(-1)?.version === policy.version) return derivedTo;
  await tables.addPolicy(policy);
  await tables.saveDerivedTo('');
  return '';
}
