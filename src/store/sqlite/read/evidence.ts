import type { Evidence } from '../../../domain/derivation/evidence.js';
import type { Article, Citation } from '../../../domain/records.js';
import { type ClaimEnds, groupEvidenceByClaim, joinCitations, voiceIdsOf } from '../../read/evidence.js';
import type { Scope } from '../../read/scope.js';
import type { SqliteConnection } from '../connection/connection.js';
import { viewSuffix } from '../schema/as-of.js';
import { claimIdOf, IN_ID_LIST, idList } from '../schema/compact-ids.js';
import { CITATION_COLUMNS, IN_JSON_LIST, jsonList, toArticle, toCitation } from '../schema/row-mapping.js';
import { readRecordsById } from './lists.js';

/** A claim that is not stored yet, and all its citations, which are. */
interface AddedClaim {
  readonly ends: ClaimEnds;
  readonly citations: readonly Citation[];
}

/** For each claim everything the policy weighs, ordered by citation id. Of `added`, what is stored is read nevertheless. */
export function readEvidence(
  db: SqliteConnection,
  scope: Scope,
  claimIds: readonly string[],
  added: ReadonlyMap<string, AddedClaim> = new Map(),
): Map<string, Evidence[]> {
  const ends = new Map(readEnds(db, scope, claimIds));
  const fresh = new Set(claimIds.filter((id) => added.has(id) && !ends.has(id)));
  const ofFresh = [...fresh].flatMap((id) => {
    const claim = added.get(id) as AddedClaim;
    ends.set(id, claim.ends);
    return claim.citations;
  });
  const ofStored = db
    .all(
      `SELECT ${CITATION_COLUMNS} FROM citation${viewSuffix(scope)} WHERE claim_id ${IN_ID_LIST}`,
      idList(claimIds.filter((id) => !fresh.has(id))),
    )
    .map(toCitation);
  const citations = [...ofStored, ...ofFresh];
  const articles = new Map<string, Article>();
  const originals = new Map<string, string | null>();
  for (
    let wanted = new Set(citations.map(({ articleId }) => articleId));
    wanted.size > 0;
    wanted = new Set([...originals.values()].filter((id) => id !== null && !originals.has(id)) as string[])
  ) {
    const rows = db.all(
      `SELECT record FROM article${viewSuffix(scope)} WHERE id ${IN_JSON_LIST}`,
      jsonList([...wanted]),
    );
    for (const article of rows.map(toArticle)) articles.set(article.id, article);
    for (const id of wanted) originals.set(id, articles.get(id)?.derivedFrom ?? null);
  }
  const sourceIds = [...articles.values()].map((article) => article.sourceId);
  const sources = readRecordsById(db, scope, 'sources', sourceIds);
  const cited = joinCitations(citations, articles, sources);
  const bodies = readBodies(db, scope, voiceIdsOf(cited, ends));
  const found = groupEvidenceByClaim(cited, { originals, ends, bodies });
  // Sorted here, as SQLite would carry every record through its sorter.
  for (const evidence of found.values()) evidence.sort((a, b) => (a.citation.id < b.citation.id ? -1 : 1));
  return found;
}

function readEnds(
  db: SqliteConnection,
  scope: Scope,
  claimIds: readonly string[],
): ReadonlyMap<string, ClaimEnds> {
  const rows = db.all(
    `SELECT id, subject_id, object_id FROM claim${viewSuffix(scope)} WHERE id ${IN_ID_LIST}`,
    idList(claimIds),
  );
  return new Map(
    rows.map((row) => [
      claimIdOf(row.id),
      { subjectId: row.subject_id as string, objectId: row.object_id as string | null },
    ]),
  );
}

/** The bodies of those that are organs, and of the organs above them. */
function readBodies(db: SqliteConnection, scope: Scope, ids: Iterable<string>): Map<string, string[]> {
  const bodies = new Map<string, string[]>();
  const asked = new Set<string>();
  for (let next = [...ids]; next.length > 0; ) {
    for (const id of next) asked.add(id);
    const rows = db.all(
      `SELECT id, organ_of FROM entity${viewSuffix(scope)} WHERE id ${IN_JSON_LIST} AND organ_of IS NOT NULL`,
      jsonList(next),
    );
    for (const row of rows) bodies.set(row.id as string, JSON.parse(row.organ_of as string));
    next = [...new Set(rows.flatMap((row) => bodies.get(row.id as string) ?? []))].filter(
      (id) => !asked.has(id),
    );
  }
  return bodies;
}
