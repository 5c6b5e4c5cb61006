import { yearsOfSpan } from '../../../domain/claim-dates.js';
import type { Citation, Claim } from '../../../domain/records.js';
import { knownTimeSpan, spanInMs } from '../../../domain/time-span.js';
import { sealJson } from '../../sealed-json.js';
import type { NewClaim } from '../../write/write-port.js';
import { idsOf, matchByIndex, type Query, queryForRows, type Row } from '../connection/cypher.js';
import { citationOrderKey, claimOrderKey } from '../schema/order-keys.js';
import { MAX_SHORT_DATE_MS } from '../schema/schema.js';
import { type ArchiveVersion, archiveVersion } from './archive-version.js';
import { endDates, saveDates } from './dates.js';
import { periodLists, removePeriods, savePeriods, yearLists } from './periods.js';
import { deleteRelationships } from './relationships.js';
import { quoteTokens } from './texts.js';

/** Those of these claims that the store has. */
export async function storedClaimIds(query: Query, claims: readonly NewClaim[]): Promise<Set<string>> {
  if (claims.length === 0) return new Set();
  const ids = claims.map(({ id }) => id);
  return new Set(idsOf(await query('MATCH (c:Claim) WHERE c.id IN $ids RETURN c.id AS id', { ids })));
}

/** The properties of a claim's node that never change. */
export const propositionProperties = ({ id, subjectId, predicate, objectId, value }: NewClaim): Row => ({
  id,
  subjectId,
  predicate,
  objectId,
  value: value === null ? null : JSON.stringify(value),
  ...dateProperties(value),
  ...(value !== null && 'term' in value && { term: value.term }),
  ...(value !== null && 'min' in value && { figure: value.best ?? value.min }),
});

/** The date that is the value of a claim, in milliseconds, and the years that it covers. None for other values. */
export function dateProperties(value: Claim['value']): Row {
  if (value?.type !== 'DATE') return {};
  const span = knownTimeSpan(value.edtf);
  const { start, end } = spanInMs(span);
  return {
    dateStart: start,
    dateEnd: end,
    dateIsLong: end - start > MAX_SHORT_DATE_MS,
    dateYears: yearsOfSpan(span),
  };
}

/** Whether nodes of dates or periods belong to a claim. */
const isDated = (claim: Claim | null): boolean =>
  claim !== null && (claim.periods.length > 0 || claim.validity.length > 0 || claim.value?.type === 'DATE');

/**
 * Saves derived claims. Those that the store lacks are linked to their entities.
 *
 * @param before the claim as it is stored, or null.
 */
export async function saveClaims(
  query: Query,
  claims: readonly Claim[],
  now: string,
  archive: ArchiveVersion,
  before: (id: string) => Claim | null,
): Promise<void> {
  if (claims.length === 0) return;
  const wasDated = (id: string) => isDated(before(id));
  const stored = claims.filter(({ id }) => before(id) !== null);
  const ids = stored.map(({ id }) => id);
  const dated = claims.filter((claim) => isDated(claim) || wasDated(claim.id));
  const rows = stored.map((claim) => changedProperties(claim, before(claim.id), now));
  // Pipelined: the driver sends these statements in this order. The same holds below.
  await Promise.all([
    archive('Claim', ids),
    removePeriods(query, ids.filter(wasDated)),
    createClaims(
      query,
      claims.filter(({ id }) => before(id) === null),
      now,
    ),
    queryForRows(
      query,
      `UNWIND $rows AS row ${matchByIndex('c', 'Claim', { id: 'row.id' })} SET c += row`,
      rows,
    ),
    saveDates(query, dated, now),
    savePeriods(query, dated),
  ]);
}

/** The properties of a claim's node, without those of its relationship. */
export const newClaimProperties = (claim: Claim, now: string): Row => ({
  ...propositionProperties(claim),
  ...claimProperties(claim, now),
  recordedAt: now,
});

async function createClaims(query: Query, claims: readonly Claim[], now: string): Promise<void> {
  const rows = claims.map((claim) => newClaimProperties(claim, now));
  await queryForRows(
    query,
    `UNWIND $rows AS row
     ${matchByIndex('subject', 'Entity', { id: 'row.subjectId' })}
     OPTIONAL ${matchByIndex('object', 'Entity', { id: 'row.objectId' })}
     CREATE (c:Claim) SET c = row
     CREATE (c)-[:SUBJECT]->(subject)
     FOREACH (one IN CASE WHEN object IS NULL THEN [] ELSE [object] END | CREATE (c)-[:OBJECT]->(one))`,
    rows,
  );
}

/** The properties that differ from those of the stored claim. All of a dated claim, because `removePeriods` removes some of them. */
function changedProperties(claim: Claim, before: Claim | null, now: string): Row {
  const next = claimProperties(claim, now);
  const old: Row = before === null || isDated(before) ? {} : claimColumns(before);
  const changed = Object.entries(next).filter(
    ([name, value]) => name === 'id' || JSON.stringify(old[name]) !== JSON.stringify(value),
  );
  return { ...Object.fromEntries(changed), recordedAt: now };
}

/** The properties of a claim's node that depend on its status and evidence: for sorting, filters and display. */
export const claimProperties = (claim: Claim, now: string): Row => ({
  ...claimColumns(claim),
  record: sealJson(claim, now),
});

function claimColumns(claim: Claim): Row {
  const { id, status, derivedStatus, confidence, derivedConfidence, firstKnownAt } = claim;
  const { assessmentId, soleArticleId, soleSourceId, supportingOrigins, contested, periods } = claim;
  const differs = status !== derivedStatus || confidence !== derivedConfidence;
  return {
    id,
    status,
    confidence,
    // What is the rule for most claims is not stored: a correction takes as long as it changes properties and entries of indexes.
    derivedStatus: differs ? derivedStatus : null,
    derivedConfidence: differs ? derivedConfidence : null,
    contested: contested || null,
    firstKnownAt,
    assessmentId,
    soleArticleId,
    soleSourceId,
    supportingOrigins,
    dated: periods.length > 0,
    ...periodLists(claim),
    ...yearLists(claim),
    orderKey: claimOrderKey(claim),
  };
}

export async function removeClaims(query: Query, ids: readonly string[], now: string): Promise<void> {
  if (ids.length === 0) return;
  await archiveVersion(query, 'Claim', ids, now);
  await deleteRelationships(query, ids);
  await endDates(query, ids, now);
  await query(
    'MATCH (c:Claim) WHERE c.id IN $ids OPTIONAL MATCH (p:ClaimPeriod)-[:PERIOD_OF]->(c) DETACH DELETE p, c',
    { ids },
  );
}

export async function removeCitations(query: Query, ids: readonly string[], now: string): Promise<void> {
  if (ids.length === 0) return;
  await Promise.all([
    archiveVersion(query, 'Citation', ids, now),
    query('MATCH (c:Citation) WHERE c.id IN $ids DETACH DELETE c', { ids }),
  ]);
}

/** The properties of a citation's node. */
export function citationProperties(citation: Citation, now: string): Row {
  const { id, claimId, articleId, quote, stance, modality, credibility, assertedBy } = citation;
  return {
    ...{ id, claimId, articleId, quote, stance, modality, credibility, assertedBy },
    speakerId: assertedBy.at(-1) ?? null,
    orderKey: citationOrderKey(citation),
    tokens: quoteTokens(citation),
    record: sealJson(citation, now),
    recordedAt: now,
  };
}

export async function addCitations(query: Query, citations: readonly Citation[], now: string): Promise<void> {
  const rows = citations.map((citation) => ({
    properties: citationProperties(citation, now),
    claimId: citation.claimId,
    articleId: citation.articleId,
    speakers: citation.assertedBy,
  }));
  await queryForRows(
    query,
    `UNWIND $rows AS row
     ${matchByIndex('claim', 'Claim', { id: 'row.claimId' })}
     ${matchByIndex('article', 'Article', { id: 'row.articleId' })}
     CREATE (c:Citation) SET c = row.properties
     CREATE (c)-[:EVIDENCE_FOR]->(claim), (c)-[:FROM]->(article)
     WITH c, row WHERE size(row.speakers) > 0
     UNWIND range(0, size(row.speakers) - 1) AS position
     ${matchByIndex('e', 'Entity', { id: 'row.speakers[position]' })}
     CREATE (c)-[:ASSERTED_BY {position: position}]->(e)`,
    rows,
  );
}
