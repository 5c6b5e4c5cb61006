import type { Facet } from '../../../domain/facets.js';
import { statusAtRank } from '../../../domain/order.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter, FacetCount } from '../../store.js';
import { type Query, where } from '../connection/cypher.js';
import { validAt, versionsOf } from '../schema/as-of.js';
import { CITATION_OF_CLAIM } from './claim-filter.js';
import { claimMatches } from './claim-lists.js';

/** One statement for each facet. */
export async function countBy(
  query: Query,
  scope: Scope,
  facet: Facet,
  filter: ClaimFilter,
  limit: number,
): Promise<readonly FacetCount[]> {
  const { before, parts, parameters } = claimMatches(scope, filter);
  const counts = parts.map((part) => `${part} ${FACET_QUERIES[facet](scope)}`);
  const rows = await query(
    `${before} CALL (${before === '' ? '' : 'key, keyRange'}) { ${counts.join(' UNION ALL ')} }
     RETURN value, sum(part) AS count ORDER BY count DESC, value LIMIT $limit`,
    { ...parameters, limit },
  );
  return rows.map(({ value, count }) => ({
    value: facet === 'STATUS' ? statusAtRank(value as number) : String(value),
    count: count as number,
  }));
}

/** An entity never changes its kind, so current entities will do in both scopes. */
const FACET_QUERIES: Readonly<Record<Facet, (scope: Scope) => string>> = {
  STATUS: () => 'RETURN n.statusRank AS value, count(*) AS part',
  PREDICATE: () => 'RETURN n.predicate AS value, count(*) AS part',
  KIND: () => `MATCH (s:Entity {id: n.subjectId}) OPTIONAL MATCH (o:Entity {id: n.objectId})
    WITH s.kind AS one, o.kind AS other, count(*) AS pairs
    UNWIND CASE WHEN other IS NULL OR other = one THEN [one] ELSE [one, other] END AS value
    RETURN value, sum(pairs) AS part`,
  COUNTRY: () => `UNWIND CASE WHEN n.objectId IS NULL OR n.objectId = n.subjectId THEN [n.subjectId]
      ELSE [n.subjectId, n.objectId] END AS value
    WITH value, count(*) AS part MATCH (s:Entity {id: value}) WHERE s.kind = 'STATE'
    RETURN value, part`,
  SOURCE: (scope) =>
    `${scope === 'now' ? CURRENT_SOURCES_OF_CLAIM : sourcesOfClaimAsOf()} RETURN value, count(DISTINCT n) AS part`,
  YEAR: (scope) => `MATCH (d:ClaimDate {claimId: n.id}) ${where(validAt(scope, 'd'))}
    UNWIND d.years AS value RETURN value, count(DISTINCT n) AS part`,
};

const CURRENT_SOURCES_OF_CLAIM = `MATCH (n)<-[:EVIDENCE_FOR]-()-[:FROM]->(a) WHERE a.live
  WITH n, a.sourceId AS value`;

function sourcesOfClaimAsOf(): string {
  const versions = versionsOf('asOf');
  const parts = versions.flatMap((citation) =>
    versions.map(
      (article) =>
        `MATCH (e:${citation.label('Citation')}), (a:${article.label('Article')})
         ${where(CITATION_OF_CLAIM, 'a.id = e.articleId', 'a.live', citation.validAt('e'), article.validAt('a'))}
         RETURN a.sourceId AS value`,
    ),
  );
  return `CALL (n) { ${parts.join(' UNION ')} } WITH n, value`;
}
