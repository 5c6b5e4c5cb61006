import type { Evidence } from '../../../domain/derivation/evidence.js';
import { compareText } from '../../../domain/order.js';
import type { Citation, Source } from '../../../domain/records.js';
import {
  type CitationContext,
  type ClaimEnds,
  groupEvidenceByClaim,
  joinCitations,
  voiceIdsOf,
} from '../../read/evidence.js';
import type { Scope } from '../../read/scope.js';
import { matchByIndex, parseRecord, type Query, unionAll, where } from '../connection/cypher.js';
import { versionsOf } from '../schema/as-of.js';
import { readRecordsById } from './lists.js';

/** Citations, and for each article of their lineages the article it derives from. */
interface CitationContexts {
  readonly cited: readonly CitationContext[];
  readonly originals: ReadonlyMap<string, string | null>;
  readonly ends: ReadonlyMap<string, ClaimEnds>;
}

/** For each claim everything the policy weighs, ordered by citation id. */
export async function readEvidence(
  query: Query,
  scope: Scope,
  claimIds: readonly string[],
): Promise<Map<string, Evidence[]>> {
  const ids = [...new Set(claimIds)];
  const contexts =
    scope === 'now' ? await readCurrentCitations(query, ids) : await readCitationsAsOf(query, ids);
  return toEvidence(query, scope, contexts);
}

/** Citations that a transaction is about to add, with the ends of their claims. */
export type PendingCitations = Pick<CitationContexts, 'cited' | 'ends'>;

/** The same for the current state with further citations. `storedIds` are the claims that may have stored ones. */
export async function readEvidenceBeside(
  query: Query,
  storedIds: readonly string[],
  added: PendingCitations,
): Promise<Map<string, Evidence[]>> {
  const [stored, originals] = await Promise.all([
    readCurrentCitations(query, storedIds),
    readOriginals(query, added.cited),
  ]);
  const cited = [...stored.cited, ...added.cited];
  return toEvidence(query, 'now', {
    cited: added.cited.length === 0 ? cited : cited.sort(byCitationId),
    originals: new Map([...stored.originals, ...originals, ...derivedFromEntries(added.cited)]),
    ends: new Map([...stored.ends, ...added.ends]),
  });
}

const byCitationId = (one: CitationContext, other: CitationContext): number =>
  compareText(one.citation.id, other.citation.id);

async function toEvidence(
  query: Query,
  scope: Scope,
  { cited, originals, ends }: CitationContexts,
): Promise<Map<string, Evidence[]>> {
  const bodies = await readBodies(query, scope, voiceIdsOf(cited, ends));
  return groupEvidenceByClaim(cited, { originals, ends, bodies });
}

/** The articles of the lineages of these citations, each with the one that it derives from. */
async function readOriginals(
  query: Query,
  cited: readonly CitationContext[],
): Promise<readonly (readonly [string, string | null])[]> {
  const derived = cited.filter(({ article }) => article.derivedFrom !== null);
  if (derived.length === 0) return [];
  const rows = await query(
    `MATCH (a:Article) WHERE a.id IN $ids MATCH (a)-[:DERIVED_FROM*]->(o)
     RETURN DISTINCT o.id AS id, o.derivedFrom AS derivedFrom`,
    { ids: [...new Set(derived.map(({ article }) => article.id))] },
  );
  return rows.map((row) => [row.id as string, row.derivedFrom as string | null]);
}

async function readCurrentCitations(query: Query, ids: readonly string[]): Promise<CitationContexts> {
  if (ids.length === 0) return { cited: [], originals: new Map(), ends: new Map() };
  const rows = await query(
    `UNWIND $ids AS claimId
     ${matchByIndex('claim', 'Claim', { id: 'claimId' })}
     MATCH (claim)<-[:EVIDENCE_FOR]-(c:Citation)-[:FROM]->(a:Article)-[:PUBLISHED_BY]->(s:Source)
     RETURN claimId, {subjectId: claim.subjectId, objectId: claim.objectId} AS ends, c.record AS record, c.id AS citationId, a.live AS live,
            {id: a.id, genre: a.genre, publishedAt: a.publishedAt, derivedFrom: a.derivedFrom, textSketch: a.textSketch} AS article,
            {id: s.id, name: s.name, reliability: s.reliability, affiliation: s.affiliation} AS source,
            COLLECT { MATCH (a)-[:DERIVED_FROM*]->(o) RETURN [o.id, o.derivedFrom] } AS originals
     ORDER BY citationId`,
    { ids },
  );
  const cited = rows.map((row) => ({
    citation: parseRecord<Citation>(row),
    article: row.article as CitationContext['article'],
    live: row.live as boolean,
    source: row.source as Source,
  }));
  return {
    cited,
    originals: new Map([
      ...derivedFromEntries(cited),
      ...rows.flatMap(({ originals }) => originals as [string, string | null][]),
    ]),
    ends: new Map(rows.map(({ claimId, ends }) => [claimId as string, ends as ClaimEnds])),
  };
}

const derivedFromEntries = (cited: readonly CitationContext[]) =>
  cited.map(({ article }) => [article.id, article.derivedFrom] as const);

/** Looks everything up by id, as archived versions have no relationships. */
async function readCitationsAsOf(query: Query, ids: readonly string[]): Promise<CitationContexts> {
  const parts = versionsOf('asOf').map(
    ({ label, validAt }) =>
      `UNWIND $ids AS claimId
       MATCH (c:${label('Citation')}) ${where('c.claimId = claimId', "c.orderKey > ''", validAt('c'))}
       RETURN c.record AS record, c.id AS id`,
  );
  const rows = await query(unionAll(parts, 'RETURN DISTINCT record, id ORDER BY id'), { ids });
  const citations = rows.map((row) => parseRecord<Citation>(row));
  const articles = await readRecordsById(
    query,
    'asOf',
    'articles',
    citations.map(({ articleId }) => articleId),
  );
  const sources = await readRecordsById(
    query,
    'asOf',
    'sources',
    [...articles.values()].map(({ sourceId }) => sourceId),
  );
  const cited = joinCitations(citations, articles, sources);
  const originals = new Map(derivedFromEntries(cited));
  await loadOriginals(query, originals);
  return { cited, originals, ends: await readRecordsById(query, 'asOf', 'claims', ids) };
}

/** Adds the article that each derives from, one statement for each generation. */
async function loadOriginals(query: Query, originals: Map<string, string | null>): Promise<void> {
  const unknown = (ids: Iterable<string | null>) =>
    [...new Set(ids)].filter((id): id is string => id !== null && !originals.has(id));
  const parts = versionsOf('asOf').map(
    ({ label, validAt }) =>
      `MATCH (a:${label('Article')}) ${where('a.id IN $ids', validAt('a'))} RETURN a.id AS id, a.derivedFrom AS derivedFrom`,
  );
  for (let ids = unknown(originals.values()); ids.length > 0; ids = unknown(originals.values())) {
    const rows = await query(unionAll(parts, 'RETURN id, derivedFrom'), { ids });
    for (const id of ids) originals.set(id, null);
    for (const row of rows) originals.set(row.id as string, row.derivedFrom as string | null);
  }
}

/** The bodies of those that are organs, and of the organs above them: one statement for each step up. */
async function readBodies(query: Query, scope: Scope, ids: Iterable<string>): Promise<Map<string, string[]>> {
  const bodies = new Map<string, string[]>();
  const asked = new Set<string>();
  const parts = versionsOf(scope).map(
    ({ label, validAt }) =>
      `MATCH (e:${label('Entity')}) ${where('e.id IN $ids', 'size(e.organOf) > 0', validAt('e'))}
       RETURN e.id AS id, e.organOf AS organOf`,
  );
  for (let next = [...ids]; next.length > 0; ) {
    for (const id of next) asked.add(id);
    const rows = await query(unionAll(parts, 'RETURN id, organOf'), { ids: next });
    for (const row of rows) bodies.set(row.id as string, row.organOf as string[]);
    next = [...new Set(rows.flatMap((row) => row.organOf as string[]))].filter((id) => !asked.has(id));
  }
  return bodies;
}
