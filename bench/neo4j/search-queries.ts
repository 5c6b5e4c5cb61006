import { distance } from 'fastest-levenshtein';
import type { SearchHit } from '#ascribe/store/store.js';
import { type BenchContext, type BenchQuery, firstPage, PAGE_SIZE } from './bench-query.js';
import { toNeo4jInt } from './raw-driver.js';

/** Searches for words and for misspelt ids. */
export function searchQueries({ store, ask, sample }: BenchContext): BenchQuery[] {
  const search = (text: string, kind?: 'ATTACK'): BenchQuery => ({
    name: `search, "${text}"${kind === undefined ? '' : ' among attacks'}`,
    port: async () => {
      const filter = {
        statuses: ['CONFIRMED'] as const,
        fields: RECORD_FIELDS,
        ...(kind && { kinds: [kind] }),
      };
      const { items } = await store.search(text, filter, firstPage);
      return items.map(hitId);
    },
    baseline: async () => {
      const rows = await ask(SEARCH_CYPHER, {
        lucene: `${text
          .split(' ')
          .map((word) => `+${word}`)
          .join(' ')}*`,
        words: text.split(' '),
        text,
        kind: kind ?? null,
        limit: toNeo4jInt(PAGE_SIZE + 1),
      });
      return rows.slice(0, PAGE_SIZE).map(({ id }) => id);
    },
  });
  const id = swapLetters(sample.entities[20] ?? '');
  return [
    search('falcon ridge 1'),
    search('falcon'),
    search('falcon', 'ATTACK'),
    {
      name: 'closestEntityIds, 3',
      port: () => store.closestEntityIds(id, 3),
      baseline: async () => {
        const rows = await ask(
          `MATCH (n:Entity) WHERE n.id > '' AND $min <= size(n.id) <= $max RETURN n.id AS id ORDER BY id LIMIT 20000`,
          { min: toNeo4jInt(id.length - 4), max: toNeo4jInt(id.length + 12) },
        );
        return closestIds(
          id,
          rows.map((row) => row.id as string),
        );
      },
    },
  ];
}

const RECORD_FIELDS = ['NAME', 'ALIAS', 'TITLE', 'DESCRIPTION'] as const;

function hitId(hit: SearchHit): string {
  if (hit.type === 'entity') return hit.entity.id;
  return hit.type === 'article' ? hit.article.id : hit.citation.id;
}

/** Ranks as the store does for the texts of this graph: ASCII words separated by spaces, with enough exact matches for a page. */
const SEARCH_CYPHER = `
  CALL db.index.fulltext.queryNodes('ascribe_texts', $lucene) YIELD node AS t
  WHERE t.replacedAt IS NULL AND ($kind IS NULL OR t.kind = $kind)
  WITH t.recordId AS id, min(CASE
    WHEN t.normalized = ' ' + $text + ' ' THEN CASE WHEN t.field < 2 THEN t.field ELSE 3 + t.field END
    WHEN t.field = 0 AND t.normalized STARTS WITH ' ' + $text THEN 2
    ELSE 3 + t.field END) AS tier
  ORDER BY tier, id LIMIT $limit
  MATCH (n:Entity|Article {id: id})
  RETURN id, n.record AS record ORDER BY tier, id`;

function closestIds(id: string, others: readonly string[]): string[] {
  return others
    .map((other) => ({ other, edits: distance(id, other) }))
    .filter(({ edits, other }) => edits <= Math.max(3, id.length / 2) || other.includes(id))
    .sort((a, b) => a.edits - b.edits || (a.other < b.other ? -1 : 1))
    .slice(0, 3)
    .map(({ other }) => other);
}

/** Swaps two letters. */
function swapLetters(id: string): string {
  return id.slice(0, 2) + (id[3] ?? '') + (id[2] ?? '') + id.slice(4);
}
