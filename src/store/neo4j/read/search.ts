import { recordTypeOf } from '../../../domain/ids.js';
import { statusRank } from '../../../domain/order.js';
import {
  PHASES,
  parseSearchQuery,
  type QueryWord,
  type SearchQuery,
  searchFields,
} from '../../../domain/search/search.js';
import type { Scope } from '../../read/scope.js';
import { planSearch, type RankedId, type SearchStep, searchPage } from '../../read/search-page.js';
import type { Page, PageRequest, SearchFilter, SearchHit } from '../../store.js';
import { parseRecord, type Query, type Row, unionAll, where } from '../connection/cypher.js';
import { versionsOf } from '../schema/as-of.js';
import { QUOTE_INDEX, TEXT_INDEX } from '../schema/schema.js';
import { ID_BUCKETS, idBucketOf } from '../write/texts.js';

/** The full-text indexes find, the database ranks, and only a page comes out. */
export async function search(
  query: Query,
  scope: Scope,
  text: string,
  filter: SearchFilter,
  { first, after }: PageRequest,
): Promise<Page<SearchHit>> {
  const asked = parseSearchQuery(text);
  const ranked: RankedId[] = [];
  for (const step of planSearch(asked, filter, after)) {
    const limit = first + 1 - ranked.length;
    if (limit <= 0) break;
    const find = step.phase.startsWith('QUOTED') ? findQuotes : findRecords;
    ranked.push(...(await find(query, scope, asked, filter, step, limit)).map(toRankedId));
  }
  const records = await loadHits(query, scope, ranked);
  return searchPage(ranked, first, records);
}

type RunSearchStep = (
  query: Query,
  scope: Scope,
  asked: SearchQuery,
  filter: SearchFilter,
  step: SearchStep,
  limit: number,
) => Promise<Row[]>;

const findRecords: RunSearchStep = (
  query,
  scope,
  asked,
  { kinds },
  { phase, fields, from, endTier },
  limit,
) =>
  query(
    `CALL db.index.fulltext.queryNodes('${TEXT_INDEX}', $lucene) YIELD node AS t
     WITH t ${where('t.field IN $fields', kinds === undefined ? '' : 't.kind IN $kinds', textValidAt(scope))}
     WITH t.recordId AS id, min(CASE
       WHEN t.normalized = $whole THEN CASE WHEN t.field < 2 THEN t.field ELSE 3 + t.field END
       WHEN t.field = 0 AND t.normalized STARTS WITH $beginning THEN 2
       WHEN all(pattern IN $patterns WHERE t.normalized CONTAINS pattern) THEN 3 + t.field
       WHEN t.phonetic = $sounds AND t.field < 2 THEN ${PHASES.PHONETIC} + t.field
       ELSE ${PHASES.PHONETIC + 2} + t.field END) AS tier
     WHERE tier < $before AND (tier > $tier OR (tier = $tier AND id > $id))
     RETURN id, tier ORDER BY tier, id LIMIT $limit`,
    {
      lucene: phase === 'EXACT' ? exactQuery(asked) : phoneticQuery(asked),
      fields: fields.map((field) => searchFields.indexOf(field)),
      kinds: kinds ?? null,
      whole: asked.phrase,
      beginning: asked.prefix,
      patterns: asked.patterns,
      sounds: asked.phoneticPhrase,
      before: endTier,
      ...from,
      limit,
    },
  );

const textValidAt = (scope: Scope): string =>
  scope === 'now'
    ? 't.replacedAt IS NULL'
    : 't.recordedAt <= $asOf AND (t.replacedAt IS NULL OR t.replacedAt > $asOf)';

/** Hits up to this many are sorted in one go; of more, one bucket of ids after another, until the page is full. */
const SORT_LIMIT = 2_000;

const findQuotes: RunSearchStep = async (query, scope, asked, { statuses }, { phase, from }, limit) => {
  const lucene =
    phase === 'QUOTED_EXACT' ? exactQuery(asked) : `${phoneticQuery(asked)} -(${exactQuery(asked)})`;
  const statement = `${QUERY_QUOTE_INDEX} YIELD node AS n
    WITH n ${where('n.id > $id', citationValidAt(scope), claimHasStatus(scope), statuses.includes('RETRACTED') ? '' : articleIsLive(scope))}
    RETURN DISTINCT n.id AS id, $tier AS tier ORDER BY id LIMIT $limit`;
  const found: Row[] = [];
  for (const buckets of await bucketGroups(query, lucene, from.id)) {
    if (found.length >= limit) break;
    const among = buckets === null ? '' : ` +(${buckets.join(' ')})`;
    const page = { lucene: lucene + among, options: {}, statusRanks: statuses.map(statusRank), ...from };
    found.push(...(await query(statement, { ...page, limit: limit - found.length })));
  }
  return found;
};

const QUERY_QUOTE_INDEX = `CALL db.index.fulltext.queryNodes('${QUOTE_INDEX}', $lucene, $options)`;

/** Which buckets to ask for one after the other, from an id on: twice as many each time, as those before held less than a page. */
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
  const left = ID_BUCKETS.filter((bucket) => after === '' || bucket >= idBucketOf(after));
  const groups: (readonly string[])[] = [];
  for (let start = 0, size = 1; start < left.length; start += size, size *= 2)
    groups.push(left.slice(start, start + size));
  return groups;
}

const citationValidAt = (scope: Scope): string =>
  anyOf(
    versionsOf(scope).map(({ label, validAt }) =>
      [`n:${label('Citation')}`, validAt('n')].filter(Boolean).join(' AND '),
    ),
  );

const claimHasStatus = (scope: Scope): string =>
  anyOf(
    versionsOf(scope).map(
      ({ label, validAt }) =>
        `EXISTS { MATCH (c:${label('Claim')} {id: n.claimId}) ${where('c.statusRank IN $statusRanks', validAt('c'))} }`,
    ),
  );

const articleIsLive = (scope: Scope): string =>
  anyOf(
    versionsOf(scope).map(
      ({ label, validAt }) =>
        `EXISTS { MATCH (a:${label('Article')} {id: n.articleId}) ${where('a.live', validAt('a'))} }`,
    ),
  );

const anyOf = (conditions: readonly string[]): string =>
  `(${conditions.map((condition) => `(${condition})`).join(' OR ')})`;

/** Words are letters and digits in lower case, so none is of Lucene's own language. */
const exactQuery = ({ words }: SearchQuery): string =>
  words.map(({ word, isPrefix }) => `+${term(word, isPrefix)}`).join(' ');

const phoneticQuery = ({ words }: SearchQuery): string =>
  words.map((word) => `+(${wordOrPhonetic(word).join(' ')})`).join(' ');

const wordOrPhonetic = ({ word, isPrefix, sounds, isSoundPrefix }: QueryWord): string[] => [
  term(word, isPrefix),
  ...sounds.map((sound) => term(`_${sound}`, isSoundPrefix)),
];

const term = (token: string, begins: boolean): string => `${token}${begins ? '*' : ''}`;

const toRankedId = ({ id, tier }: Row): RankedId => ({ id: id as string, tier: tier as number });

async function loadHits(
  query: Query,
  scope: Scope,
  ranked: readonly RankedId[],
): Promise<ReadonlyMap<string, object>> {
  if (ranked.length === 0) return new Map();
  const parts = HIT_TYPES.flatMap((type) =>
    versionsOf(scope).map(
      ({ label, validAt }) =>
        `MATCH (n:${label(LABEL_BY_HIT_TYPE[type])}) ${where(`n.id IN $${type}`, validAt('n'))}
         RETURN n.id AS id, '${type}' AS type, n.record AS record`,
    ),
  );
  const ids = Object.fromEntries(
    HIT_TYPES.map((type) => [type, ranked.map(({ id }) => id).filter((id) => recordTypeOf(id) === type)]),
  );
  const rows = await query(unionAll(parts, 'RETURN id, type, record'), ids);
  return new Map(
    rows.map((row) => [row.id as string, { type: row.type, [row.type as string]: parseRecord(row) }]),
  );
}

const LABEL_BY_HIT_TYPE = { entity: 'Entity', article: 'Article', citation: 'Citation' } as const;
const HIT_TYPES = Object.keys(LABEL_BY_HIT_TYPE) as (keyof typeof LABEL_BY_HIT_TYPE)[];
