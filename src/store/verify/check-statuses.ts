import { DEFAULT_POLICY, type Policy } from '../../domain/derivation/policy.js';
import type { Claim } from '../../domain/records.js';
import { deriveClaim } from '../write/rederive.js';
import type { PolicyState, WritePort } from '../write/write-port.js';
import type { Collector } from './report.js';

export type StatusReads = Pick<
  WritePort,
  'claimIdsAfter' | 'currentClaims' | 'evidence' | 'assessments' | 'policyState'
>;

const CLAIMS_PER_BATCH = 500;

/**
 * Derives each claim from its evidence and assessments, and compares the result with the claim as it is stored. `inSnapshot` runs the reads
 * of one batch.
 */
export async function checkStatuses(
  inSnapshot: <T>(work: (reads: StatusReads) => Promise<T>) => Promise<T>,
  collector: Collector,
): Promise<void> {
  for (let after = ''; ; ) {
    const ids = await inSnapshot((reads) => reads.claimIdsAfter(after, CLAIMS_PER_BATCH));
    try {
      await inSnapshot((reads) => checkClaims(reads, ids, collector));
    } catch {
      // A damaged record is reported by the check of records. The others of the batch are checked one by one.
      for (const id of ids) await inSnapshot((reads) => checkClaims(reads, [id], collector)).catch(() => {});
    }
    if (ids.length < CLAIMS_PER_BATCH) return;
    after = ids.at(-1) as string;
  }
}

async function checkClaims(
  reads: StatusReads,
  ids: readonly string[],
  { report, count }: Collector,
): Promise<void> {
  if (ids.length === 0) return;
  const [claims, evidence, assessments, policies] = await Promise.all([
    reads.currentClaims(ids),
    reads.evidence(ids),
    reads.assessments(ids),
    reads.policyState(),
  ]);
  const findings = ids.flatMap((id) => {
    const claim = claims.get(id);
    if (claim === undefined) return [[id, 'the claim has no status']] as const;
    const derived = policiesOf(id, policies).map((policy) =>
      deriveClaim(claim, evidence.get(id) ?? [], assessments.get(id) ?? [], policy),
    );
    const problem = findDifference(claim, derived);
    return problem === null ? [] : [[id, problem] as const];
  });
  for (const [id, problem] of findings) report(id, problem, 'rebuild');
  for (const _ of ids) count('claims derived again');
}

/** The policies by which a claim may be derived: while a policy is being applied, the one before it too. */
function policiesOf(claimId: string, { history, derivationCursor }: PolicyState): readonly Policy[] {
  const [before, current] = [-2, -1].map((index) => history.at(index)?.policy ?? DEFAULT_POLICY) as [
    Policy,
    Policy,
  ];
  return derivationCursor === null || claimId <= derivationCursor ? [current] : [current, before];
}

/** What differs between a claim and the first of those derived, if it is equal to none. */
function findDifference(claim: Claim, derived: readonly (Claim | null)[]): string | null {
  if (derived.some((one) => JSON.stringify(one) === JSON.stringify(claim))) return null;
  const [expected] = derived;
  if (expected == null) return 'the claim has no citation';
  const keys = Object.keys(expected) as (keyof Claim)[];
  const key = keys.find((name) => JSON.stringify(expected[name]) !== JSON.stringify(claim[name])) ?? 'id';
  return `its ${key} is ${JSON.stringify(claim[key])}; its evidence and the policy give ${JSON.stringify(expected[key])}`;
}
