import type { Evidence } from '../../../domain/derivation/evidence.js';
import type { Article, Citation, Source } from '../../../domain/records.js';
import { type Cited, citedOf, evidenceByClaim } from '../../read/evidence.js';
import { type Query, recordOf, united, where } from '../connection/cypher.js';
import { type Moment, versionsOf } from '../schema/as-of.js';
import { recordsById } from './lists.js';

/** Citations, and for each article that is met on the way to a root what it derives from. */
interface Found {
  readonly cited: readonly Cited[];
  readonly originals: ReadonlyMap<string, string | null>;
}

/** For each claim all that the policy weighs, by citation id. */
export async function evidenceOf(
  query: Query,
  claimIds: readonly string[],
  moment: Moment,
): Promise<Map<string, Evidence[]>> {
  const ids = [...new Set(claimIds)];
  const { cited, originals } = moment === 'now' ? await citedNow(query, ids) : await citedThen(query, ids);
  return evidenceByClaim(cited, originals);
}

async function citedNow(query: Query, ids: readonly string[]): Promise<Found> {
  const rows = await query(
    `UNWIND $ids AS claimId
     MATCH (:Claim {id: claimId})<-[:EVIDENCE_FOR]-(c:Citation)-[:FROM]->(a:Article)-[:PUBLISHED_BY]->(s:Source)
     RETURN c.record AS record, c.id AS citationId, a.live AS live,
            {id: a.id, genre: a.genre, publishedAt: a.publishedAt, derivedFrom: a.derivedFrom} AS article,
            {id: s.id, name: s.name, reliability: s.reliability, affiliation: s.affiliation} AS source,
            COLLECT { MATCH (a)-[:DERIVED_FROM*]->(o) RETURN [o.id, o.derivedFrom] } AS originals
     ORDER BY citationId`,
    { ids },
  );
  const cited = rows.map((row) => ({
    citation: recordOf<Citation>(row),
    article: row.article as Cited['article'],
    live: row.live as boolean,
    source: row.source as Source,
  }));
  return {
    cited,
    originals: new Map([
      ...derivations(cited),
      ...rows.flatMap(({ originals }) => originals as [string, string | null][]),
    ]),
  };
}

const derivations = (cited: readonly Cited[]) =>
  cited.map(({ article }) => [article.id, article.derivedFrom] as const);

/** What stood then is found by ids, as copies of what was have no relationships. */
async function citedThen(query: Query, ids: readonly string[]): Promise<Found> {
  const parts = versionsOf('then').map(
    ({ label, stood }) =>
      `UNWIND $ids AS claimId
       MATCH (c:${label('Citation')}) ${where('c.claimId = claimId', "c.orderKey > ''", stood('c'))}
       RETURN c.record AS record, c.id AS id`,
  );
  const rows = await query(united(parts, 'RETURN DISTINCT record, id ORDER BY id'), { ids });
  const citations = rows.map((row) => recordOf<Citation>(row));
  const articles = await recordsById<Article>(
    query,
    'then',
    'Article',
    citations.map(({ articleId }) => articleId),
  );
  const sources = await recordsById<Source>(
    query,
    'then',
    'Source',
    [...articles.values()].map(({ sourceId }) => sourceId),
  );
  const cited = citedOf(citations, articles, sources);
  const originals = new Map(derivations(cited));
  await lookUpOriginals(query, originals);
  return { cited, originals };
}

/** Fills in from what each article derives, generation by generation, one trip each. */
async function lookUpOriginals(query: Query, originals: Map<string, string | null>): Promise<void> {
  const unknown = (ids: Iterable<string | null>) =>
    [...new Set(ids)].filter((id): id is string => id !== null && !originals.has(id));
  const parts = versionsOf('then').map(
    ({ label, stood }) =>
      `MATCH (a:${label('Article')}) ${where('a.id IN $ids', stood('a'))} RETURN a.id AS id, a.derivedFrom AS derivedFrom`,
  );
  for (let ids = unknown(originals.values()); ids.length > 0; ids = unknown(originals.values())) {
    const rows = await query(united(parts, 'RETURN id, derivedFrom'), { ids });
    for (const id of ids) originals.set(id, null);
    for (const row of rows) originals.set(row.id as string, row.derivedFrom as string | null);
  }
}
