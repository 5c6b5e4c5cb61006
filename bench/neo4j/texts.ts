import { distance } from 'fastest-levenshtein';
import { whole } from './bare.js';
import { type Asked, FIRST, firstPage, type Question } from './question.js';

/** Searches by words, and by spelling. */
export function textQuestions({ store, ask, sample }: Asked): Question[] {
  const search = (text: string, kind?: 'ATTACK'): Question => ({
    name: `search, "${text}"${kind === undefined ? '' : ' among attacks'}`,
    port: async () => {
      const filter = kind === undefined ? {} : { kinds: [kind] };
      const { items } = await store.search(text, filter, firstPage);
      return items.map((hit) => (hit.type === 'entity' ? hit.entity : hit.article).id);
    },
    bare: async () => {
      const rows = await ask(RANKED, {
        lucene: `${text
          .split(' ')
          .map((word) => `+${word}`)
          .join(' ')}*`,
        words: text.split(' '),
        text,
        kind: kind ?? null,
        limit: whole(FIRST + 1),
      });
      return rows.slice(0, FIRST).map(({ id }) => id);
    },
  });
  const id = slipOf(sample.entities[20] ?? '');
  return [
    search('falcon ridge 1'),
    search('falcon'),
    search('falcon', 'ATTACK'),
    {
      name: 'closestEntityIds, 3',
      port: () => store.closestEntityIds(id, 3),
      bare: async () => {
        const rows = await ask(
          `MATCH (n:Entity) WHERE n.id > '' AND $min <= size(n.id) <= $max RETURN n.id AS id ORDER BY id LIMIT 20000`,
          { min: whole(id.length - 4), max: whole(id.length + 12) },
        );
        return closest(
          id,
          rows.map((row) => row.id as string),
        );
      },
    },
  ];
}

/**
 * The ranks of the port, as Cypher can tell them of plain names: equal, alias equal, name begins, all in the name, in an alias, in the
 * title, in the description. `words` of this world are ASCII, parted by blanks.
 */
const RANKED = `
  CALL db.index.fulltext.queryNodes('ascribe_words', $lucene) YIELD node
  WITH node WHERE $kind IS NULL OR node.kind = $kind
  WITH node, toLower(coalesce(node.name, '')) AS name, [a IN coalesce(node.aliases, []) | toLower(a)] AS aliases
  WITH node, CASE
    WHEN name = $text THEN 0
    WHEN $text IN aliases THEN 1
    WHEN name STARTS WITH $text THEN 2
    WHEN all(w IN $words WHERE ' ' + name CONTAINS ' ' + w) THEN 3
    WHEN any(a IN aliases WHERE all(w IN $words WHERE ' ' + a CONTAINS ' ' + w)) THEN 4
    WHEN all(w IN $words WHERE ' ' + toLower(coalesce(node.title, '')) CONTAINS ' ' + w) THEN 5
    WHEN all(w IN $words WHERE ' ' + toLower(coalesce(node.description, '')) CONTAINS ' ' + w) THEN 6
    END AS tier
  WHERE tier IS NOT NULL
  ORDER BY tier, node.id LIMIT $limit
  RETURN node.id AS id, node.record AS record`;

function closest(id: string, others: readonly string[]): string[] {
  return others
    .map((other) => ({ other, far: distance(id, other) }))
    .filter(({ far, other }) => far <= Math.max(3, id.length / 2) || other.includes(id))
    .sort((a, b) => a.far - b.far || (a.other < b.other ? -1 : 1))
    .slice(0, 3)
    .map(({ other }) => other);
}

/** Two letters changed places. */
function slipOf(id: string): string {
  return id.slice(0, 2) + (id[3] ?? '') + (id[2] ?? '') + id.slice(4);
}
