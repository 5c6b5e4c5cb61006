import { recordTypeOf } from '../../../domain/ids.js';
import { statusRank } from '../../../domain/order.js';
import { JOINED_TIER, type SearchMatch, SOUND_TIER, searchFields } from '../../../domain/search/search.js';
import {
  type QueryWord,
  requiredWords,
  type SearchQuery,
  type SearchTerm,
} from '../../../domain/search/search-query.js';
import type { RankedId, SearchStep } from '../../read/read-port.js';
import type { Scope } from '../../read/scope.js';
import { isQuotePhase } from '../../read/search.js';
import type { SearchFilter } from '../../store.js';
import { anyOf, parseRecord, type Query, type Row, unionAll, where } from '../connection/cypher.js';
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

const findRecords: RunSearchStep = (
  query,
  scope,
  search,
  { kinds, match },
  { phase, fields, from, endTier },
  limit,
) =>
  query(
    `CALL db.index.fulltext.queryNodes('${TEXT_INDEX}', $lucene) YIELD node AS t
     WITH t ${where('t.field IN $fields', kinds === undefined ? '' : 't.kind IN $kinds', validAt(scope, 't'))}
     WITH t.recordId AS id, min(CASE
       WHEN t.normalized = $phrase THEN CASE WHEN t.field < 2 THEN t.field ELSE 3 + t.field END
       WHEN t.field = 0 AND t.normalized STARTS WITH $prefix THEN 2
       WHEN all(pattern IN $patterns WHERE t.normalized CONTAINS pattern) THEN 3 + t.field
       WHEN t.field < 2 AND replace(t.normalized, ' ', '') = $joinedPhrase THEN ${JOINED_TIER} + t.field
       WHEN all(word IN $wordPatterns WHERE any(pattern IN word WHERE t.normalized + t.joined CONTAINS pattern)) THEN ${JOINED_TIER + 2} + t.field
       WHEN t.phonetic = $phoneticPhrase AND t.field < 2 THEN ${SOUND_TIER} + t.field
       ELSE ${SOUND_TIER + 2} + t.field END) AS tier
     WHERE tier < $endTier AND (tier > $tier OR (tier = $tier AND id > $id))
     RETURN id, tier ORDER BY tier, id LIMIT $limit`,
    {
      lucene: phase === 'EXACT' ? exactQuery(search) : similarQuery(search, match),
      fields: fields.map((field) => searchFields.indexOf(field)),
      kinds: kinds ?? null,
      phrase: search.phrase,
      prefix: search.prefix,
      patterns: search.patterns,
      joinedPhrase: search.joinedPhrase,
      wordPatterns: requiredWords(search).map(({ patterns }) => patterns),
      phoneticPhrase: search.phoneticPhrase,
      endTier,
      ...from,
      limit,
    },
  );

/** Up to this many hits are sorted at once; otherwise one bucket of ids after another until the page is full. */
const SORT_LIMIT = 2_000;

const findQuotes: RunSearchStep = async (
  query,
  scope,
  search,
  { statuses, match },
  { phase, from },
  limit,
) => {
  const lucene =
    phase === 'QUOTED_EXACT' ? exactQuery(search) : `${similarQuery(search, match)} -(${exactQuery(search)})`;
  const statement = `${QUERY_QUOTE_INDEX} YIELD node AS n
    WITH n ${where('n.id > $id', citationValidAt(scope), claimHasStatus(scope), statuses.includes('RETRACTED') ? '' : articleIsLive(scope))}
    RETURN DISTINCT n.id AS id, $tier AS tier ORDER BY id LIMIT $limit`;
  const found: Row[] = [];
  for (const buckets of await bucketGroups(query, lucene, from.id)) {
    if (found.length >= limit) break;
    const inBuckets = buckets === null ? '' : ` +(${buckets.join(' ')})`;
    const page = { lucene: lucene + inBuckets, options: {}, statusRanks: statuses.map(statusRank), ...from };
    found.push(...(await query(statement, { ...page, limit: limit - found.length })));
  }
  return found;
};

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

const citationValidAt = (scope: Scope): string =>
  anyOf(
    versionsOf(scope).map(
      ({ label, validAt }) => `(${[`n:${label('Citation')}`, validAt('n')].filter(Boolean).join(' AND ')})`,
    ),
  );

function claimHasStatus(scope: Scope): string {
  const { label, validAt } = anyVersionOf(scope);
  return `EXISTS { MATCH (c:${label('Claim')} {id: n.claimId}) ${where('c.statusRank IN $statusRanks', validAt('c'))} }`;
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
  const rows = await query(unionAll(parts, 'RETURN id, type, record'), idsByType);
  return new Map(
    rows.map((row) => [row.id as string, { type: row.type, [row.type as string]: parseRecord(row) }]),
  );
}

const LABEL_BY_HIT_TYPE = { entity: 'Entity', article: 'Article', citation: 'Citation' } as const;
const HIT_TYPES = Object.keys(LABEL_BY_HIT_TYPE) as (keyof typeof LABEL_BY_HIT_TYPE)[];
