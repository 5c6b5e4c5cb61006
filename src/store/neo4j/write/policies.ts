import { type ActivePolicy, DEFAULT_POLICY, type Policy } from '../../../domain/derivation/policy.js';
import type { Scope } from '../../read/scope.js';
import type { PolicyState } from '../../write/write-port.js';
import { parseRecord, type Query, type Row } from '../connection/cypher.js';

/** Every policy that was put in force, in order; and, on each row, how far claims are derived by the last. */
async function readPolicyRows(query: Query, known: string): Promise<Row[]> {
  return query(
    `MATCH (a:Ascribe {id: 'ascribe'}) OPTIONAL MATCH (p:Policy)
     RETURN a.derivationCursor AS derivationCursor, p.number AS number, p.at AS at, p.record AS record, ${known} AS known
     ORDER BY number`,
  );
}

export async function readPolicyState(query: Query): Promise<PolicyState> {
  const rows = await readPolicyRows(query, 'true');
  return {
    history: rows
      .filter(({ record }) => record !== null)
      .map((row) => ({ at: row.at as string, policy: parseRecord<Policy>(row) })),
    derivationCursor: (rows[0]?.derivationCursor ?? null) as string | null,
  };
}

export async function readActivePolicy(query: Query, scope: Scope): Promise<ActivePolicy> {
  const rows = await readPolicyRows(query, scope === 'now' ? 'true' : 'p.at <= $asOf');
  const last = rows.findLast(({ record, known }) => record !== null && known === true);
  const isLatest = (last?.number ?? null) === (rows.at(-1)?.number ?? null);
  return {
    policy: last === undefined ? DEFAULT_POLICY : parseRecord<Policy>(last),
    since: (last?.at ?? null) as string | null,
    complete: !isLatest || (rows[0]?.derivationCursor ?? null) === null,
  };
}

export async function addPolicy(query: Query, policy: Policy, now: string): Promise<void> {
  await query(
    `OPTIONAL MATCH (old:Policy) WITH count(old) AS before
     CREATE (:Policy {number: before + 1, version: $version, at: $now, record: $record})`,
    { version: policy.version, now, record: JSON.stringify(policy) },
  );
}

export async function saveDerivationCursor(query: Query, claimId: string | null): Promise<void> {
  await query("MATCH (a:Ascribe {id: 'ascribe'}) SET a.derivationCursor = $claimId", { claimId });
}
