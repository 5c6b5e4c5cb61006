import { hasCitationFilter } from '../../read/citation-filter.js';
import { publishedKeys } from '../../read/cursor.js';
import type { Scope } from '../../read/scope.js';
import type { ClaimFilter } from '../../store.js';
import { allOf, type Condition, conditionOf, where } from '../connection/cypher.js';
import { anyVersionOf } from '../schema/as-of.js';

/** Finds a citation `e` of the claim `n` by an index, as archived versions have no relationships. */
export const CITATION_OF_CLAIM = "e.claimId = n.id AND e.orderKey > ''";

/** The condition that one citation of the claim `n` meets all conditions on citations; see `CitationFilter`. */
export function citationCondition(scope: Scope, filter: ClaimFilter): Condition {
  const { articleIds, speakerIds, stances, modalities } = filter;
  const citation = allOf([
    ...(articleIds === undefined ? [] : [conditionOf('e.articleId IN $articleIds', { articleIds })]),
    ...(speakerIds === undefined
      ? []
      : [conditionOf('any(speaker IN e.assertedBy WHERE speaker IN $speakerIds)', { speakerIds })]),
    ...(stances === undefined ? [] : [conditionOf('e.stance IN $stances', { stances })]),
    ...(modalities === undefined ? [] : [conditionOf('e.modality IN $modalities', { modalities })]),
  ]);
  const article = articleCondition(filter);
  if (citation.cypher === '' && article.cypher === '') return allOf([]);
  return {
    cypher: scope === 'now' ? citedNow(citation, article) : citedAsOf(citation, article),
    parameters: { ...citation.parameters, ...article.parameters },
  };
}

/** The conditions on the article `a` of a citation. */
function articleCondition(filter: ClaimFilter): Condition {
  if (!hasCitationFilter(filter)) return allOf([]);
  const { sourceIds, genres, publishedDuring } = filter;
  return allOf([
    conditionOf("(a.live OR coalesce(n.derivedStatus, n.status) = 'RETRACTED')"),
    ...(sourceIds === undefined ? [] : [conditionOf('a.sourceId IN $sourceIds', { sourceIds })]),
    ...(genres === undefined ? [] : [conditionOf('a.genre IN $genres', { genres })]),
    // In the order key of an article, a space and its id follow the date; an exclamation mark sorts after the space.
    ...(publishedDuring === undefined
      ? []
      : [
          conditionOf("$published[0] <= a.orderKey < $published[1] + '!'", {
            published: publishedKeys(publishedDuring),
          }),
        ]),
  ]);
}

const citedNow = (citation: Condition, article: Condition): string =>
  `EXISTS { MATCH (n)<-[:EVIDENCE_FOR]-(e:Citation)${article.cypher === '' ? '' : '-[:FROM]->(a:Article)'} ${where(citation.cypher, article.cypher)} }`;

function citedAsOf(citation: Condition, article: Condition): string {
  const { label, validAt } = anyVersionOf('asOf');
  const [articles, ofArticle] =
    article.cypher === ''
      ? ['', []]
      : [`, (a:${label('Article')})`, ['a.id = e.articleId', article.cypher, validAt('a')]];
  return `EXISTS { MATCH (e:${label('Citation')})${articles} ${where(CITATION_OF_CLAIM, citation.cypher, validAt('e'), ...ofArticle)} }`;
}
