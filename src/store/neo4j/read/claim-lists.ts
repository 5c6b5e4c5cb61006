import { withNarrower } from '../../../domain/ontology.js';
import type { Claim } from '../../../domain/records.js';
import type { ClaimFilter } from '../../store.js';
import { type Parameters, type Query, united, where } from '../connection/cypher.js';
import { type Moment, type Version, versionsOf } from '../schema/as-of.js';
import { claimCondition } from './claim-filter.js';
import { claimStretches } from './key-ranges.js';
import {
  count,
  countIn,
  inStretch,
  type List,
  PARTS,
  type Placed,
  parametersOf,
  partsOf,
  placed,
  recordsInOrder,
} from './lists.js';

/** Claims of a filter in their order, from a place in it on; throws STATUSES_REQUIRED. */
export async function listClaims(
  query: Query,
  moment: Moment,
  filter: ClaimFilter,
  from: string | null,
  first: number,
): Promise<Placed<Claim>[]> {
  if (filter.articleIds === undefined) return recordsInOrder(query, listOf(filter, moment, from), first);
  const { parts, parameters } = ofArticles(filter, moment, from);
  const inOrder = 'ORDER BY place LIMIT $limit';
  const pages = parts.map((part) => `${part} RETURN n.record AS record, n.orderKey AS place ${inOrder}`);
  const rows = await query(united(pages, `RETURN DISTINCT record, place ${inOrder}`), {
    ...parameters,
    limit: first + 1,
  });
  return placed(rows);
}

/** How many claims a filter lets through; throws STATUSES_REQUIRED. */
export async function countClaims(query: Query, moment: Moment, filter: ClaimFilter): Promise<number> {
  if (filter.articleIds === undefined) return countIn(query, listOf(filter, moment, null));
  const { parts, parameters } = ofArticles(filter, moment, null);
  const found = parts.map((part) => `${part} RETURN n.id AS id`);
  return count(query, `CALL () { ${found.join(' UNION ')} } RETURN count(id)`, parameters);
}

/** What matches the claims `n` of a filter, each in one of the parts alone; `PARTS` goes before them where they need a `key` and a `stretch`. */
export function claimParts(
  filter: ClaimFilter,
  moment: Moment,
): { readonly before: string; readonly parts: readonly string[]; readonly parameters: Parameters } {
  if (filter.articleIds !== undefined) return { before: '', ...ofArticles(filter, moment, null) };
  const list = listOf(filter, moment, null);
  return { before: PARTS, parts: partsOf(list), parameters: parametersOf(list) };
}

/** By the index that leaves the fewest, and by the rest of the filter as a condition. */
function listOf(filter: ClaimFilter, moment: Moment, from: string | null): List {
  const { subjectIds, ...besidesSubjects } = filter;
  const { objectIds, ...besidesObjects } = besidesSubjects;
  const { predicates: asked, ...besidesPredicates } = besidesObjects;
  const list = (rest: ClaimFilter, among?: List['among']): List => {
    const { cypher, parameters } = claimCondition(rest, moment);
    return {
      moment,
      record: 'Claim',
      orderedBy: 'orderKey',
      among,
      stretches: claimStretches(filter, from),
      condition: cypher,
      parameters,
    };
  };
  if (subjectIds !== undefined) return list(besidesSubjects, { property: 'subjectId', values: subjectIds });
  if (objectIds !== undefined) return list(besidesObjects, { property: 'objectId', values: objectIds });
  return list(besidesPredicates, asked && { property: 'predicate', values: withNarrower(asked) });
}

/** From the articles on, as those have few claims and the store has many. */
function ofArticles(filter: ClaimFilter, moment: Moment, from: string | null) {
  const { articleIds, ...rest } = filter;
  const { cypher, parameters } = claimCondition(rest, moment);
  const inOrder = `any(stretch IN $stretches WHERE ${inStretch('orderKey')})`;
  return {
    parts: versionsOf(moment).map(
      (version) =>
        `${moment === 'now' ? CITED_NOW : citedThen(version)} ${where(inOrder, cypher, version.stood('n'))}`,
    ),
    parameters: { ...parameters, articleIds, stretches: claimStretches(filter, from) },
  };
}

const CITED_NOW = `MATCH (from:Article)<-[:FROM]-(:Citation)-[:EVIDENCE_FOR]->(n:Claim) WHERE from.id IN $articleIds
  WITH DISTINCT n`;

/** Of each version the claims with a citation, of that moment, in one of the articles `$articleIds`. */
function citedThen({ label }: Version): string {
  const [standing, past] = versionsOf('then').map(({ stood }) => stood('e'));
  return `CALL () {
      MATCH (from:Article)<-[:FROM]-(e:Citation) WHERE from.id IN $articleIds AND ${standing}
      RETURN e.claimId AS claimId
      UNION MATCH (e:PastCitation) WHERE e.articleId IN $articleIds AND ${past} RETURN e.claimId AS claimId
    }
    MATCH (n:${label('Claim')} {id: claimId})`;
}
