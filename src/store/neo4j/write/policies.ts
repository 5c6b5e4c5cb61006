import type { Policy } from '../../../domain/derivation/policy.js';
import { sealJson } from '../../sealed-json.js';
import type { Query, Row } from '../connection/cypher.js';

/** The properties of a policy's node, without its number. */
export const policyProperties = (policy: Policy, at: string): Row => ({
  version: policy.version,
  at,
  record: sealJson(policy, at),
});

export async function addPolicy(query: Query, policy: Policy, now: string): Promise<void> {
  await query(
    `OPTIONAL MATCH (old:Policy) WITH count(old) AS before
     CREATE (p:Policy) SET p = $properties, p.number = before + 1`,
    { properties: policyProperties(policy, now) },
  );
}

export async function saveDerivationCursor(query: Query, claimId: string | null): Promise<void> {
  await query("MATCH (a:Ascribe {id: 'ascribe'}) SET a.derivationCursor = $claimId", { claimId });
}
