import { searchWords } from '../../domain/search-terms.js';
import { type SearchCandidate, searchPage, searchStart } from '../search-page.js';
import type { Page, PageRequest, SearchFilter, SearchHit } from '../store.js';
import { type Query, type Row, recordOf } from './query.js';
import { WORDS_INDEX } from './schema.js';

/** Lucene cuts longer words in pieces. Both sides are cut to this, which may find too much and never too little. */
const LONGEST_WORD = 100;

/** Words as the full-text index takes them: parted by blanks. */
export const indexedWords = (words: readonly string[]): string => [...new Set(words.map(cut))].join(' ');

/** The full-text index finds what holds all words; the domain ranks it, so that both stores answer in one order. */
export async function search(
  query: Query,
  text: string,
  { kinds }: SearchFilter,
  { first, after }: PageRequest,
): Promise<Page<SearchHit>> {
  const from = searchStart(after);
  const words = searchWords(text);
  if (words.length === 0) return { items: [], cursors: [], hasNext: false };
  const rows = await query(
    `CALL db.index.fulltext.queryNodes('${WORDS_INDEX}', $lucene) YIELD node
     WITH node WHERE $kinds IS NULL OR node.kind IN $kinds
     RETURN node:Entity AS isEntity, node.record AS record`,
    { lucene: lucene(words), kinds: kinds ?? null },
  );
  return searchPage(words, rows.map(toCandidate), from, first);
}

/** Words are letters and digits in lower case, so none is of Lucene's own language. The last is a beginning. */
function lucene(words: readonly string[]): string {
  return words.map((word, index) => `+${cut(word)}${index === words.length - 1 ? '*' : ''}`).join(' ');
}

function cut(word: string): string {
  return word.length <= LONGEST_WORD ? word : Array.from(word).slice(0, LONGEST_WORD).join('');
}

function toCandidate(row: Row): SearchCandidate {
  return row.isEntity === true
    ? { type: 'entity', entity: recordOf(row) }
    : { type: 'article', article: recordOf(row) };
}
