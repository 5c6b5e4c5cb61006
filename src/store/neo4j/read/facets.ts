import type { Facet } from '../../../domain/facets.js';
import { statusOfStrength } from '../../../domain/order.js';
import type { ClaimFilter, FacetCount } from '../../store.js';
import { type Query, where } from '../connection/cypher.js';
import { type Moment, versionsOf } from '../schema/as-of.js';
import { OF_CLAIM } from './claim-filter.js';
import { claimParts } from './claim-lists.js';

/** One statement a facet; throws STATUSES_REQUIRED. */
export async function countBy(
  query: Query,
  moment: Moment,
  facet: Facet,
  filter: ClaimFilter,
  first: number,
): Promise<readonly FacetCount[]> {
  const { before, parts, parameters } = claimParts(filter, moment);
  const counted = parts.map((part) => `${part} ${COUNTS[facet](moment)}`);
  const rows = await query(
    `${before} CALL (${before === '' ? '' : 'key, stretch'}) { ${counted.join(' UNION ALL ')} }
     RETURN value, sum(part) AS count ORDER BY count DESC, value LIMIT $first`,
    { ...parameters, first },
  );
  return rows.map(({ value, count }) => ({
    value: facet === 'STATUS' ? statusOfStrength(value as number) : String(value),
    count: count as number,
  }));
}

/** What kind an entity is of never changes. */
const COUNTS: Readonly<Record<Facet, (moment: Moment) => string>> = {
  STATUS: () => 'RETURN n.strength AS value, count(*) AS part',
  PREDICATE: () => 'RETURN n.predicate AS value, count(*) AS part',
  KIND: () => `MATCH (s:Entity {id: n.subjectId}) OPTIONAL MATCH (o:Entity {id: n.objectId})
    WITH s.kind AS one, o.kind AS other, count(*) AS pairs
    UNWIND CASE WHEN other IS NULL OR other = one THEN [one] ELSE [one, other] END AS value
    RETURN value, sum(pairs) AS part`,
  COUNTRY: () => `UNWIND CASE WHEN n.objectId IS NULL OR n.objectId = n.subjectId THEN [n.subjectId]
      ELSE [n.subjectId, n.objectId] END AS value
    WITH value, count(*) AS part MATCH (s:Entity {id: value}) WHERE s.kind = 'STATE'
    RETURN value, part`,
  SOURCE: (moment) => `${moment === 'now' ? CITED_NOW : citedThen()} RETURN value, count(DISTINCT n) AS part`,
  YEAR: (moment) => `MATCH (d:ClaimDate {claimId: n.id}) ${where(dateStood(moment))}
    UNWIND d.years AS value RETURN value, count(DISTINCT n) AS part`,
};

const CITED_NOW = `MATCH (n)<-[:EVIDENCE_FOR]-()-[:FROM]->(a) WHERE a.live
  WITH n, a.sourceId AS value`;

function citedThen(): string {
  const versions = versionsOf('then');
  const parts = versions.flatMap((citation) =>
    versions.map(
      (article) =>
        `MATCH (e:${citation.label('Citation')}), (a:${article.label('Article')})
         ${where(OF_CLAIM, 'a.id = e.articleId', 'a.live', citation.stood('e'), article.stood('a'))}
         RETURN a.sourceId AS value`,
    ),
  );
  return `CALL (n) { ${parts.join(' UNION ')} } WITH n, value`;
}

/** The condition that a date `d` stands, or stood at the moment. */
export const dateStood = (moment: Moment): string =>
  moment === 'now'
    ? 'd.replacedAt IS NULL'
    : 'd.recordedAt <= $moment AND (d.replacedAt IS NULL OR d.replacedAt > $moment)';
