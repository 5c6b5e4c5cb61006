import type { Policy } from '../../../domain/derivation/policy.js';
import { sealJson } from '../../sealed-json.js';
import type { Query } from '../connection/cypher.js';

export async function addPolicy(query: Query, policy: Policy, now: string): Promise<void> {
  await query(
    `OPTIONAL MATCH (old:Policy) WITH count(old) AS before
     CREATE (:Policy {number: before + 1, version: $version, at: $now, record: $record})`,
    { version: policy.version, now, record: sealJson(policy, now) },
  );
}

export async function saveDerivationCursor(query: Query, claimId: string | null): Promise<void> {
  await query("MATCH (a:Ascribe {id: 'ascribe'}) SET a.derivationCursor = $claimId", { claimId });
}
