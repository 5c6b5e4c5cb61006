import { recordTypeOf } from '../../../domain/ids.js';
import {
  JOINED_TIER,
  type Phase,
  type SearchMatch,
  SOUND_TIER,
  searchFields,
} from '../../../domain/search/search.js';
import {
  type QueryWord,
  requiredWords,
  type SearchQuery,
  type SearchTerm,
} from '../../../domain/search/search-query.js';
import type { JoinedMatches, RankedId, SearchStep } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import { isQuotePhase } from '../../read/search.js';
import type { SearchFilter } from '../../store.js';
import {
  anyOf,
  matchByIndex,
  parseRecord,
  type Query,
  type Row,
  unionAll,
  where,
} from '../connection/cypher.js';
import { anyVersionOf, validAt, versionsOf } from '../schema/as-of.js';
import { ID_BUCKETS, idBucketOf } from '../schema/id-buckets.js';
import { QUOTE_INDEX, TEXT_INDEX } from '../schema/schema.js';

/** The matches of one step, found by the full-text indexes and ranked by Neo4j. */
export async function readMatches(
  query: Query,
  scope: Scope,
  search: SearchQuery,
  filter: SearchFilter,
  step: SearchStep,
  limit: number,
): Promise<RankedId[]> {
  const find = isQuotePhase(step.phase) ? findQuotes : findRecords;
  return (await find(query, scope, search, filter, step, limit)).map(toRankedId);
}

type RunSearchStep = (
  query: Query,
  scope: Scope,
  search: SearchQuery,
  filter: SearchFilter,
  step: SearchStep,
  limit: number,
) => Promise<Row[]>;

const findRecords: RunSearchStep = (query, scope, search, filter, step, limit) =>
  query(`${matchRecords(scope, filter, '$step')} RETURN id, tier ORDER BY tier, id LIMIT $limit`, {
    ...wordsOf(search),
    kinds: filter.kinds ?? null,
    step: stepParameters(search, filter, step),
    limit,
  });

/** The `id` and `tier` of entities and articles that match the step in this parameter; the statement needs `wordsOf` and `kinds` too. */
const matchRecords = (scope: Scope, { kinds }: SearchFilter, step: string): string => `
  CALL db.index.fulltext.queryNodes('${TEXT_INDEX}', ${step}.lucene) YIELD node AS t
  WITH t ${where(`t.field IN ${step}.fields`, kinds === undefined ? '' : 't.kind IN $kinds', validAt(scope, 't'))}
  WITH t.recordId AS id, min(CASE
    WHEN t.normalized = $phrase THEN CASE WHEN t.field < 2 THEN t.field ELSE 3 + t.field END
    WHEN t.field = 0 AND t.normalized STARTS WITH $prefix THEN 2
    WHEN all(pattern IN $patterns WHERE t.normalized CONTAINS pattern) THEN 3 + t.field
    WHEN t.field < 2 AND replace(t.normalized, ' ', '') = $joinedPhrase THEN ${JOINED_TIER} + t.field
    WHEN all(word IN $wordPatterns WHERE any(pattern IN word WHERE t.normalized + t.joined CONTAINS pattern)) THEN ${JOINED_TIER + 2} + t.field
    WHEN t.phonetic = $phoneticPhrase AND t.field < 2 THEN ${SOUND_TIER} + t.field
    ELSE ${SOUND_TIER + 2} + t.field END) AS tier
  WITH id, tier WHERE tier < ${step}.endTier AND (tier > ${step}.from.tier OR (tier = ${step}.from.tier AND id > ${step}.from.id))`;

/** What `matchRecords` compares texts with. */
const wordsOf = (search: SearchQuery) => ({
  phrase: search.phrase,
  prefix: search.prefix,
  patterns: search.patterns,
  joinedPhrase: search.joinedPhrase,
  wordPatterns: requiredWords(search).map(({ patterns }) => patterns),
  phoneticPhrase: search.phoneticPhrase,
});

/** One step, as a parameter of a statement. */
const stepParameters = (search: SearchQuery, { match }: SearchFilter, step: SearchStep) => ({
  lucene: luceneOf(search, match, step.phase),
  fields: step.fields.map((field) => searchFields.indexOf(field)),
  from: step.from,
  endTier: step.endTier,
});

function luceneOf(search: SearchQuery, match: SearchMatch | undefined, phase: Phase): string {
  if (phase === 'EXACT' || phase === 'QUOTED_EXACT') return exactQuery(search);
  const similar = similarQuery(search, match);
  return phase === 'SIMILAR' ? similar : `${similar} -(${exactQuery(search)})`;
}

/** Up to this many hits are sorted at once; otherwise one bucket of ids after another until the page is full. */
const SORT_LIMIT = 2_000;

const findQuotes: RunSearchStep = async (query, scope, search, filter, step, limit) => {
  const { lucene, from } = stepParameters(search, filter, step);
  const statement = `${QUERY_QUOTE_INDEX} YIELD node AS n
    ${matchQuotes(scope, filter, '$from')} RETURN id, $from.tier AS tier ORDER BY id LIMIT $limit`;
  const found: Row[] = [];
  for (const buckets of await bucketGroups(query, lucene, from.id)) {
    if (found.length >= limit) break;
    const inBuckets = buckets === null ? '' : ` +(${buckets.join(' ')})`;
    const page = {
      lucene: lucene + inBuckets,
      options: {},
      statuses: filter.statuses,
      from,
    };
    found.push(...(await query(statement, { ...page, limit: limit - found.length })));
  }
  return found;
};

/** The `id` of those of the citations `n` that a search shows, after the id in this parameter; the statement needs `statuses` too. */
const matchQuotes = (scope: Scope, { statuses }: SearchFilter, from: string): string => `
  WITH n ${where(`n.id > ${from}.id`, citationValidAt(scope), claimHasStatus(scope), statuses.includes('RETRACTED') ? '' : articleIsLive(scope))}
  WITH DISTINCT n.id AS id`;

const QUERY_QUOTE_INDEX = `CALL db.index.fulltext.queryNodes('${QUOTE_INDEX}', $lucene, $options)`;

/** The groups of buckets to query in sequence, starting at an id. Each group is twice as large as the previous one, which did not fill the page. */
async function bucketGroups(
  query: Query,
  lucene: string,
  after: string,
): Promise<(readonly string[] | null)[]> {
  const [row] = await query(`${QUERY_QUOTE_INDEX} YIELD node RETURN count(node) AS hits`, {
    lucene,
    options: { limit: SORT_LIMIT },
  });
  if ((row?.hits as number) < SORT_LIMIT) return [null];
  const remaining = ID_BUCKETS.filter((bucket) => after === '' || bucket >= idBucketOf(after));
  const groups: (readonly string[])[] = [];
  for (let start = 0, size = 1; start < remaining.length; start += size, size *= 2)
    groups.push(remaining.slice(start, start + size));
  return groups;
}

/**
 * The matches of steps that follow each other, with their current records, in one statement. It stops before a step that finds too many
 * quotes to sort at once: that step and those after it are `left`.
 */
export async function readJoinedMatches(
  query: Query,
  search: SearchQuery,
  filter: SearchFilter,
  steps: readonly SearchStep[],
  limit: number,
): Promise<JoinedMatches> {
  const [row] = await query(
    `WITH [] AS found, null AS stoppedAt
     ${steps.map(({ phase }, index) => (isQuotePhase(phase) ? addQuotes : addRecords)(filter, index)).join('')}
     CALL (found) {
       UNWIND found AS one
       WITH one ORDER BY one.tier, one.id LIMIT $limit
       CALL (one) { ${HIT_TYPES.map((type) => `${matchByIndex('n', LABEL_BY_HIT_TYPE[type], { id: 'one.id' })} RETURN n`).join(' UNION ALL ')} }
       RETURN collect({id: one.id, tier: one.tier, type: CASE ${HIT_TYPES.map((type) => `WHEN n:${LABEL_BY_HIT_TYPE[type]} THEN '${type}'`).join(' ')} END, record: n.record}) AS hits
     }
     RETURN hits, stoppedAt`,
    {
      ...wordsOf(search),
      steps: steps.map((step) => stepParameters(search, filter, step)),
      kinds: filter.kinds ?? null,
      statuses: filter.statuses,
      limit,
    },
  );
  const hits = row?.hits as Row[];
  return {
    ranked: hits.map(toRankedId),
    hits: toHits(hits),
    left: row?.stoppedAt === null ? [] : steps.slice(row?.stoppedAt as number),
  };
}

const UNLESS_DONE = 'WITH found, stoppedAt WHERE stoppedAt IS NULL AND size(found) < $limit';

const addRecords = (filter: SearchFilter, index: number): string => `
  CALL (found, stoppedAt) {
    ${UNLESS_DONE}
    ${matchRecords('now', filter, `$steps[${index}]`)}
    WITH id, tier ORDER BY tier, id LIMIT $limit
    RETURN collect({id: id, tier: tier}) AS more
  }
  WITH found + more AS found, stoppedAt`;

const addQuotes = (filter: SearchFilter, index: number): string => `
  CALL (found, stoppedAt) {
    ${UNLESS_DONE}
    CALL db.index.fulltext.queryNodes('${QUOTE_INDEX}', $steps[${index}].lucene, {limit: ${SORT_LIMIT}}) YIELD node
    RETURN collect(node) AS nodes
  }
  WITH found, CASE WHEN size(nodes) < ${SORT_LIMIT} THEN nodes ELSE [] END AS nodes,
    CASE WHEN size(nodes) < ${SORT_LIMIT} THEN stoppedAt ELSE ${index} END AS stoppedAt
  CALL (nodes) {
    UNWIND nodes AS n
    ${matchQuotes('now', filter, `$steps[${index}].from`)}
    WITH id ORDER BY id LIMIT $limit
    RETURN collect({id: id, tier: $steps[${index}].from.tier}) AS more
  }
  WITH found + more AS found, stoppedAt`;

const citationValidAt = (scope: Scope): string =>
  anyOf(
    versionsOf(scope).map(
      ({ label, validAt }) => `(${[`n:${label('Citation')}`, validAt('n')].filter(Boolean).join(' AND ')})`,
    ),
  );

function claimHasStatus(scope: Scope): string {
  const { label, validAt } = anyVersionOf(scope);
  return `EXISTS { MATCH (c:${label('Claim')} {id: n.claimId}) ${where('c.status IN $statuses', validAt('c'))} }`;
}

function articleIsLive(scope: Scope): string {
  const { label, validAt } = anyVersionOf(scope);
  return `EXISTS { MATCH (a:${label('Article')} {id: n.articleId}) ${where('a.live', validAt('a'))} }`;
}

/** Words are lower-case letters and digits, so none is an operator of Lucene. */
const exactQuery = ({ words }: SearchQuery): string => words.map(({ word }) => `+${oneTerm(word)}`).join(' ');

const similarQuery = (query: SearchQuery, match: SearchMatch | undefined): string =>
  requiredWords(query)
    .map((word) => `+(${similarWord(word, match)})`)
    .join(' ');

const similarWord = ({ variants, sounds }: QueryWord, match: SearchMatch | undefined): string =>
  [
    ...variants.map((terms) => `(${terms.map((term) => `+${oneTerm(term)}`).join(' ')})`),
    ...(match === 'EXACT' ? [] : sounds).map(
      (terms) => `(${terms.map((term) => `+${oneTerm(term)}`).join(' ')})`,
    ),
  ].join(' ');

const oneTerm = ({ token, isPrefix }: SearchTerm): string => `${token}${isPrefix ? '*' : ''}`;

const toRankedId = ({ id, tier }: Row): RankedId => ({ id: id as string, tier: tier as number });

/** The entities, articles and citations of these ids, in one statement. */
export async function readHits(
  query: Query,
  scope: Scope,
  ids: readonly string[],
): Promise<ReadonlyMap<string, object>> {
  const parts = HIT_TYPES.flatMap((type) =>
    versionsOf(scope).map(
      ({ label, validAt }) =>
        `MATCH (n:${label(LABEL_BY_HIT_TYPE[type])}) ${where(`n.id IN $${type}`, validAt('n'))}
         RETURN n.id AS id, '${type}' AS type, n.record AS record`,
    ),
  );
  const idsByType = Object.fromEntries(
    HIT_TYPES.map((type) => [type, ids.filter((id) => recordTypeOf(id) === type)]),
  );
  return toHits(await query(unionAll(parts, 'RETURN id, type, record'), idsByType));
}

const toHits = (rows: readonly Row[]): ReadonlyMap<string, object> =>
  new Map(rows.map((row) => [row.id as string, { type: row.type, [row.type as string]: parseRecord(row) }]));

const LABEL_BY_HIT_TYPE = { entity: 'Entity', article: 'Article', citation: 'Citation' } as const;
const HIT_TYPES = Object.keys(LABEL_BY_HIT_TYPE) as (keyof typeof LABEL_BY_HIT_TYPE)[];
