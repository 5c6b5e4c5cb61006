import { claimYears } from '../../../domain/claim-dates.js';
import { mergeNeighbors } from '../../../domain/derivation/periods.js';
import { isoDateOfSortKey } from '../../../domain/edtf.js';
import type { Claim, EffectiveStatus, Period } from '../../../domain/records.js';
import { spanInMs, type TimeSpan } from '../../../domain/time-span.js';
import { strengthOf } from '../../../domain/traversal/edge.js';
import { matchByIndex, type Query, type Row } from '../connection/cypher.js';
import { strengthKey } from '../schema/order-keys.js';

/**
 * For reads in a window: the periods of a claim, as properties of its node and of its relationship. `Starts`, `Ends` and `Strengths` are
 * parallel lists, the strongest period first. None if the claim has no dates.
 */
export function periodLists({ periods }: Pick<Claim, 'periods'>): Row {
  if (periods.length === 0) return {};
  return { ...listsOf('known', periods), ...listsOf('possible', periods) };
}

function listsOf(kind: 'known' | 'possible', periods: readonly Period[]): Row {
  const rows = ofKind(kind, periods)
    .map((period) => ({ ...spanInMs(period), strength: strengthOf(period) }))
    .sort((a, b) => a.strength - b.strength);
  return {
    [`${kind}Starts`]: rows.map(({ start }) => start),
    [`${kind}Ends`]: rows.map(({ end }) => end),
    [`${kind}Strengths`]: rows.map(({ strength }) => strength),
  };
}

function ofKind(kind: 'known' | 'possible', periods: readonly Period[]): (TimeSpan & EffectiveStatus)[] {
  return periods.flatMap(({ start, end, [kind]: held }) => (held === null ? [] : [{ start, end, ...held }]));
}

/** The years in which something is known of a claim with dates, and its strength in each, as parallel lists. */
export function yearLists(claim: Claim): Row {
  if (claim.periods.length === 0) return {};
  const years = claimYears(claim);
  return { years: years.map(({ year }) => year), yearStrengths: years.map(strengthOf) };
}

/** The first and the last day of each period in which a claim is known to have its status of all time, as ISO 8601. None without dates. */
export function knownDays({ periods, status }: Pick<Claim, 'periods' | 'status'>): Row {
  if (periods.length === 0) return {};
  const known = mergeNeighbors(
    ofKind('known', periods).filter((period) => period.status === status),
    () => true,
  );
  return {
    knownFrom: known.map(({ start }) => isoDateOfSortKey(start) ?? FIRST_DAY),
    knownTo: known.map(({ end }) => isoDateOfSortKey(end) ?? LAST_DAY),
  };
}

/** Open ends: the first and last day that Neo4j can express, as a list cannot contain nulls. */
const [FIRST_DAY, LAST_DAY] = ['-999999999-01-01', '+999999999-12-31'];

/** The nodes for the periods of a claim. They sort by the keys of the claim in that period. */
export function periodNodes({ id, subjectId, predicate, objectId, periods }: Claim): Row[] {
  const keyOf = (held: EffectiveStatus | null) => held && strengthKey(strengthOf(held), id);
  return periods.map((period) => ({
    subjectId,
    predicate,
    objectId,
    ...spanInMs(period),
    knownKey: keyOf(period.known),
    possibleKey: keyOf(period.possible),
  }));
}

/** Adds the periods of claims that have none. */
export async function savePeriods(query: Query, claims: readonly Claim[]): Promise<void> {
  const rows = claims
    .filter(({ periods }) => periods.length > 0)
    .map((claim) => ({ id: claim.id, periods: periodNodes(claim) }));
  if (rows.length === 0) return;
  await query(
    `UNWIND $rows AS row ${matchByIndex('c', 'Claim', { id: 'row.id' })}
     UNWIND row.periods AS period CREATE (p:ClaimPeriod)-[:PERIOD_OF]->(c) SET p = period`,
    { rows },
  );
}

/** Removes the periods of claims, and the properties made of them. */
export async function removePeriods(query: Query, claimIds: readonly string[]): Promise<void> {
  if (claimIds.length === 0) return;
  await query(
    `MATCH (c:Claim) WHERE c.id IN $claimIds
     REMOVE ${PERIOD_PROPERTIES.map((name) => `c.${name}`).join(', ')}
     WITH c MATCH (p:ClaimPeriod)-[:PERIOD_OF]->(c) DETACH DELETE p`,
    { claimIds },
  );
}

const PERIOD_PROPERTIES = [
  ...['known', 'possible'].flatMap((kind) => [`${kind}Starts`, `${kind}Ends`, `${kind}Strengths`]),
  'years',
  'yearStrengths',
];
