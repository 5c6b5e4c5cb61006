import { strength } from '../../../domain/order.js';
import { type Asked, type AskedWord, askedOf, PHASES, searchFields } from '../../../domain/search/search.js';
import { type Ranked, type SearchStep, searchPage, searchSteps } from '../../read/search-page.js';
import type { Page, PageRequest, SearchFilter, SearchHit } from '../../store.js';
import type { Connection, Row } from '../connection/connection.js';
import type { Moment } from '../schema/as-of.js';
import { IN, list, toArticle, toCitation, toEntity } from '../schema/row-mapping.js';
import { OF_NUMBER, quoteNumber } from '../write/texts.js';

/** The full-text indexes find, the database ranks, and only a page comes out. */
export function search(
  db: Connection,
  text: string,
  filter: SearchFilter,
  { first, after }: PageRequest,
  moment: Moment,
): Page<SearchHit> {
  const asked = askedOf(text);
  const ranked: Ranked[] = [];
  for (const step of searchSteps(asked, filter, after)) {
    const limit = first + 1 - ranked.length;
    if (limit <= 0) break;
    const find = step.phase.startsWith('QUOTED') ? quotesFound : recordsFound;
    ranked.push(...find(db, asked, filter, step, limit, moment).map(toRanked));
  }
  const records = hitsOf(db, ranked, moment);
  return searchPage(ranked, first, records);
}

function recordsFound(
  db: Connection,
  asked: Asked,
  { kinds }: SearchFilter,
  { phase, fields, from, before }: SearchStep,
  limit: number,
  moment: Moment,
): Row[] {
  const found = phase === 'WRITTEN' ? written(asked) : `(${written(asked)}) OR (${sounding(asked)})`;
  return db.all(
    `SELECT id, min(tier) AS tier FROM (
       SELECT text.id, CASE
         WHEN words = ? THEN CASE WHEN field < 2 THEN field ELSE 3 + field END
         WHEN field = 0 AND substr(words, 1, length(?)) = ? THEN 2
         WHEN NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(words, value) = 0) THEN 3 + field
         WHEN sounds = ? AND field < 2 THEN ${PHASES.SOUNDING} + field
         ELSE ${PHASES.SOUNDING + 2} + field END AS tier
       FROM text_tokens JOIN text ON text.row = text_tokens.rowid
       WHERE text_tokens MATCH ? AND field ${IN} AND ${kinds === undefined ? 'coalesce(?, TRUE)' : `kind ${IN}`} AND ${STOOD[moment]}
     ) GROUP BY id HAVING tier < ? AND (tier > ? OR (tier = ? AND id > ?)) ORDER BY tier, id LIMIT ?`,
    asked.whole,
    asked.beginning,
    asked.beginning,
    JSON.stringify(asked.patterns),
    asked.sounds,
    found,
    list(fields.map((field) => searchFields.indexOf(field))),
    kinds === undefined ? null : list(kinds),
    before,
    from.tier,
    from.tier,
    from.id,
    limit,
  );
}

const STOOD: Readonly<Record<Moment, string>> = {
  '': 'replaced_at IS NULL',
  _then: `recorded_at <= (SELECT at FROM temp.moment)
    AND (replaced_at IS NULL OR replaced_at > (SELECT at FROM temp.moment))`,
};

/** A walk along the index in the order of ids, which ends with the page; of an earlier moment all are found, then put in order. */
function quotesFound(
  db: Connection,
  asked: Asked,
  { statuses }: SearchFilter,
  { phase, from }: SearchStep,
  limit: number,
  moment: Moment,
): Row[] {
  const found = phase === 'QUOTED' ? written(asked) : `(${sounding(asked)}) NOT (${written(asked)})`;
  return db.all(
    `SELECT c.id, ? AS tier
     FROM (SELECT rowid AS number FROM quote_tokens WHERE quote_tokens MATCH ? AND rowid >= ?)
     CROSS JOIN citation${moment} AS c
     WHERE ${OF_NUMBER} AND c.id > ?
       AND EXISTS (SELECT 1 FROM claim${moment} WHERE id = c.claim_id AND strength ${IN})
       ${statuses.includes('RETRACTED') ? '' : `AND EXISTS (SELECT 1 FROM article${moment} WHERE id = c.article_id AND live = 1)`}
     ORDER BY ${moment === '' ? 'number' : 'c.id'} LIMIT ?`,
    from.tier,
    found,
    from.id === '' ? 0n : quoteNumber(from.id),
    from.id,
    list(statuses.map(strength)),
    limit,
  );
}

/** Words are letters and digits, so none is of the index's own language. */
const written = ({ words }: Asked): string =>
  words.map(({ word, begins }) => term(word, begins)).join(' AND ');

const sounding = ({ words }: Asked): string => words.map((word) => `(${anyOf(word)})`).join(' AND ');

const anyOf = ({ word, begins, sounds, soundBegins }: AskedWord): string =>
  [term(word, begins), ...sounds.map((sound) => term(`_${sound}`, soundBegins))].join(' OR ');

const term = (token: string, begins: boolean): string => `"${token}"${begins ? ' *' : ''}`;

const toRanked = ({ id, tier }: Row): Ranked => ({ id: id as string, tier: tier as number });

function hitsOf(db: Connection, ranked: readonly Ranked[], moment: Moment) {
  const ids = list(ranked.map(({ id }) => id));
  const rows = (table: string) => db.all(`SELECT * FROM ${table}${moment} WHERE id ${IN}`, ids);
  return new Map<string, object>([
    ...rows('entity')
      .map(toEntity)
      .map((entity) => [entity.id, { type: 'entity', entity }] as const),
    ...rows('article')
      .map(toArticle)
      .map((article) => [article.id, { type: 'article', article }] as const),
    ...rows('citation')
      .map(toCitation)
      .map((citation) => [citation.id, { type: 'citation', citation }] as const),
  ]);
}
