import { recordTypeOf } from '../../../domain/ids.js';
import { strength } from '../../../domain/order.js';
import { type Asked, type AskedWord, askedOf, PHASES, searchFields } from '../../../domain/search/search.js';
import { type Ranked, type SearchStep, searchPage, searchSteps } from '../../read/search-page.js';
import type { Page, PageRequest, SearchFilter, SearchHit } from '../../store.js';
import { type Query, type Row, recordOf, united, where } from '../connection/cypher.js';
import { type Moment, versionsOf } from '../schema/as-of.js';
import { QUOTES_INDEX, TEXTS_INDEX } from '../schema/schema.js';
import { BUCKETS, bucketOf } from '../write/texts.js';

/** The full-text indexes find, the database ranks, and only a page comes out. */
export async function search(
  query: Query,
  moment: Moment,
  text: string,
  filter: SearchFilter,
  { first, after }: PageRequest,
): Promise<Page<SearchHit>> {
  const asked = askedOf(text);
  const ranked: Ranked[] = [];
  for (const step of searchSteps(asked, filter, after)) {
    const limit = first + 1 - ranked.length;
    if (limit <= 0) break;
    const find = step.phase.startsWith('QUOTED') ? quotesFound : recordsFound;
    ranked.push(...(await find(query, moment, asked, filter, step, limit)).map(toRanked));
  }
  const records = await hitsOf(query, moment, ranked);
  return searchPage(ranked, first, records);
}

type Find = (
  query: Query,
  moment: Moment,
  asked: Asked,
  filter: SearchFilter,
  step: SearchStep,
  limit: number,
) => Promise<Row[]>;

const recordsFound: Find = (query, moment, asked, { kinds }, { phase, fields, from, before }, limit) =>
  query(
    `CALL db.index.fulltext.queryNodes('${TEXTS_INDEX}', $lucene) YIELD node AS t
     WITH t ${where('t.field IN $fields', kinds === undefined ? '' : 't.kind IN $kinds', stood(moment))}
     WITH t.of AS id, min(CASE
       WHEN t.words = $whole THEN CASE WHEN t.field < 2 THEN t.field ELSE 3 + t.field END
       WHEN t.field = 0 AND t.words STARTS WITH $beginning THEN 2
       WHEN all(pattern IN $patterns WHERE t.words CONTAINS pattern) THEN 3 + t.field
       WHEN t.sounds = $sounds AND t.field < 2 THEN ${PHASES.SOUNDING} + t.field
       ELSE ${PHASES.SOUNDING + 2} + t.field END) AS tier
     WHERE tier < $before AND (tier > $tier OR (tier = $tier AND id > $id))
     RETURN id, tier ORDER BY tier, id LIMIT $limit`,
    {
      lucene: phase === 'WRITTEN' ? written(asked) : sounding(asked),
      fields: fields.map((field) => searchFields.indexOf(field)),
      kinds: kinds ?? null,
      whole: asked.whole,
      beginning: asked.beginning,
      patterns: asked.patterns,
      sounds: asked.sounds,
      before,
      ...from,
      limit,
    },
  );

const stood = (moment: Moment): string =>
  moment === 'now'
    ? 't.replacedAt IS NULL'
    : 't.recordedAt <= $moment AND (t.replacedAt IS NULL OR t.replacedAt > $moment)';

/** Hits up to this many are sorted in one go; of more, one bucket of ids after another, until the page is full. */
const MANY = 2_000;

const quotesFound: Find = async (query, moment, asked, { statuses }, { phase, from }, limit) => {
  const lucene = phase === 'QUOTED' ? written(asked) : `${sounding(asked)} -(${written(asked)})`;
  const statement = `${QUOTES} YIELD node AS n
    WITH n ${where('n.id > $id', citationStood(moment), OF_CLAIM(moment), statuses.includes('RETRACTED') ? '' : LIVE(moment))}
    RETURN DISTINCT n.id AS id, $tier AS tier ORDER BY id LIMIT $limit`;
  const found: Row[] = [];
  for (const buckets of await bucketsOf(query, lucene, from.id)) {
    if (found.length >= limit) break;
    const among = buckets === null ? '' : ` +(${buckets.join(' ')})`;
    const page = { lucene: lucene + among, options: {}, strengths: statuses.map(strength), ...from };
    found.push(...(await query(statement, { ...page, limit: limit - found.length })));
  }
  return found;
};

const QUOTES = `CALL db.index.fulltext.queryNodes('${QUOTES_INDEX}', $lucene, $options)`;

/** Which buckets to ask for one after the other, from an id on: twice as many each time, as those before held less than a page. */
async function bucketsOf(query: Query, lucene: string, after: string): Promise<(readonly string[] | null)[]> {
  const [row] = await query(`${QUOTES} YIELD node RETURN count(node) AS hits`, {
    lucene,
    options: { limit: MANY },
  });
  if ((row?.hits as number) < MANY) return [null];
  const left = BUCKETS.filter((bucket) => after === '' || bucket >= bucketOf(after));
  const groups: (readonly string[])[] = [];
  for (let start = 0, size = 1; start < left.length; start += size, size *= 2)
    groups.push(left.slice(start, start + size));
  return groups;
}

const citationStood = (moment: Moment): string =>
  anyOf(
    versionsOf(moment).map(({ label, stood }) =>
      [`n:${label('Citation')}`, stood('n')].filter(Boolean).join(' AND '),
    ),
  );

const OF_CLAIM = (moment: Moment): string =>
  anyOf(
    versionsOf(moment).map(
      ({ label, stood }) =>
        `EXISTS { MATCH (c:${label('Claim')} {id: n.claimId}) ${where('c.strength IN $strengths', stood('c'))} }`,
    ),
  );

const LIVE = (moment: Moment): string =>
  anyOf(
    versionsOf(moment).map(
      ({ label, stood }) =>
        `EXISTS { MATCH (a:${label('Article')} {id: n.articleId}) ${where('a.live', stood('a'))} }`,
    ),
  );

const anyOf = (conditions: readonly string[]): string =>
  `(${conditions.map((condition) => `(${condition})`).join(' OR ')})`;

/** Words are letters and digits in lower case, so none is of Lucene's own language. */
const written = ({ words }: Asked): string =>
  words.map(({ word, begins }) => `+${term(word, begins)}`).join(' ');

const sounding = ({ words }: Asked): string => words.map((word) => `+(${termsOf(word).join(' ')})`).join(' ');

const termsOf = ({ word, begins, sounds, soundBegins }: AskedWord): string[] => [
  term(word, begins),
  ...sounds.map((sound) => term(`_${sound}`, soundBegins)),
];

const term = (token: string, begins: boolean): string => `${token}${begins ? '*' : ''}`;

const toRanked = ({ id, tier }: Row): Ranked => ({ id: id as string, tier: tier as number });

async function hitsOf(
  query: Query,
  moment: Moment,
  ranked: readonly Ranked[],
): Promise<ReadonlyMap<string, object>> {
  if (ranked.length === 0) return new Map();
  const parts = HIT_TYPES.flatMap((type) =>
    versionsOf(moment).map(
      ({ label, stood }) =>
        `MATCH (n:${label(RECORD_OF[type])}) ${where(`n.id IN $${type}`, stood('n'))}
         RETURN n.id AS id, '${type}' AS type, n.record AS record`,
    ),
  );
  const ids = Object.fromEntries(
    HIT_TYPES.map((type) => [type, ranked.map(({ id }) => id).filter((id) => recordTypeOf(id) === type)]),
  );
  const rows = await query(united(parts, 'RETURN id, type, record'), ids);
  return new Map(
    rows.map((row) => [row.id as string, { type: row.type, [row.type as string]: recordOf(row) }]),
  );
}

const RECORD_OF = { entity: 'Entity', article: 'Article', citation: 'Citation' } as const;
const HIT_TYPES = Object.keys(RECORD_OF) as (keyof typeof RECORD_OF)[];
