import { idsOf, type Query } from '../connection/cypher.js';

const CLAIMS_PER_TRANSACTION = 5_000;

/** Removes from claims and their earlier versions the properties that are no longer stored, or only if they say something. */
export async function shortenClaims(
  runUnderLock: (work: (query: Query) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  for (const label of ['Claim', 'PastClaim']) {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const from: string = after;
      after = undefined;
      await runUnderLock(async (query) => {
        after = await shortenPage(query, label, from);
      });
    }
  }
}

/** Returns the last id; undefined if no more claims follow. */
async function shortenPage(query: Query, label: string, after: string): Promise<string | undefined> {
  const rows = await query(
    `MATCH (n:${label}) WHERE n.id > $after RETURN DISTINCT n.id AS id ORDER BY id LIMIT ${CLAIMS_PER_TRANSACTION}`,
    { after },
  );
  const ids = idsOf(rows);
  await query(
    `MATCH (n:${label}) WHERE n.id IN $ids
     WITH n, n.derivedStatus = n.status AND coalesce(n.derivedConfidence, -1) = coalesce(n.confidence, -1) AS same
     SET n.derivedStatus = CASE WHEN same THEN null ELSE n.derivedStatus END,
       n.derivedConfidence = CASE WHEN same THEN null ELSE n.derivedConfidence END,
       n.contested = CASE WHEN n.contested THEN true END,
       n.relationshipKey = coalesce(n.relationshipType + ' ', n.relationshipKey)
     REMOVE n.statusRank, n.confidenceKey, n.relationshipType`,
    { ids },
  );
  return ids.length < CLAIMS_PER_TRANSACTION ? undefined : ids.at(-1);
}
