import { claimDates } from '../../../domain/claim-dates.js';
import type { Claim } from '../../../domain/records.js';
import { spanInMs, type TimeSpan } from '../../../domain/time-span.js';
import { strengthOf } from '../../../domain/traversal/edge.js';
import { sealJson } from '../../sealed-json.js';
import { matchByIndex, type Query, type Row } from '../connection/cypher.js';

/** The nodes for the dates of a claim, without `recordedAt` and `replacedAt`. */
export function dateNodes(claim: Parameters<typeof claimDates>[0] & Pick<Claim, 'subjectId'>): Row[] {
  return claimDates(claim).map(({ date, from, to, orderKey, held, known, possible }) =>
    dateNode({
      claimId: claim.id,
      subjectId: claim.subjectId,
      orderKey,
      strength: held && strengthOf(held),
      known,
      possible,
      record: sealJson({ date, from, to }, claim.id),
    }),
  );
}

interface StoredDate {
  readonly claimId: string;
  readonly subjectId: string;
  readonly orderKey: string;
  readonly strength: number | null;
  readonly known: TimeSpan;
  readonly possible: TimeSpan;
  readonly record: string;
}

/** The node of one date, without `recordedAt` and `replacedAt`. */
export function dateNode({ known, possible, ...rest }: StoredDate): Row {
  const { start: knownStart, end: knownEnd } = spanInMs(known);
  return { ...rest, knownStart, knownEnd, possibleStart: possible.start, possibleEnd: possible.end };
}

/** Saves the dates of claims. If those of a claim changed, the old nodes end now. */
export async function saveDates(query: Query, claims: readonly Claim[], now: string): Promise<void> {
  if (claims.length === 0) return;
  const rows = claims.map((claim) => {
    const dates = dateNodes(claim);
    return {
      claimId: claim.id,
      dates,
      next: dates.map(({ orderKey, strength }) => `${orderKey} ${strength ?? ''}`),
    };
  });
  await query(
    `UNWIND $rows AS row
     OPTIONAL ${matchByIndex('d', 'ClaimDate', { claimId: 'row.claimId' })} WHERE d.replacedAt IS NULL
     WITH row, d ORDER BY d.orderKey
     WITH row, collect(d) AS current
     WHERE [d IN current | d.orderKey + ' ' + coalesce(toString(d.strength), '')] <> row.next
     FOREACH (d IN current | SET d.replacedAt = $now)
     FOREACH (date IN row.dates | CREATE (d:ClaimDate) SET d = date, d.recordedAt = $now)`,
    { rows, now },
  );
}

/** Ends the dates of removed claims. */
export async function endDates(query: Query, claimIds: readonly string[], now: string): Promise<void> {
  await query(
    'MATCH (d:ClaimDate) WHERE d.claimId IN $claimIds AND d.replacedAt IS NULL SET d.replacedAt = $now',
    { claimIds, now },
  );
}
