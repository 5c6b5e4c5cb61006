import { searchWords } from '../../domain/search-terms.js';
import { type SearchCandidate, searchPage, searchStart } from '../search-page.js';
import type { Page, PageRequest, SearchFilter, SearchHit } from '../store.js';
import { type Moment, versionsOf } from './moments.js';
import { type Query, type Row, recordOf, united, where } from './query.js';
import { WORDS_INDEX } from './schema.js';

/** Lucene cuts longer words in pieces. Both sides are cut to this, which may find too much and never too little. */
const LONGEST_WORD = 100;

/** Words as the full-text index takes them: parted by blanks. */
export const indexedWords = (words: readonly string[]): string => [...new Set(words.map(cut))].join(' ');

/** The full-text index finds what holds all words; the domain ranks it, so that both stores answer in one order. */
export async function search(
  query: Query,
  moment: Moment,
  text: string,
  { kinds }: SearchFilter,
  { first, after }: PageRequest,
): Promise<Page<SearchHit>> {
  const from = searchStart(after);
  const words = searchWords(text);
  if (words.length === 0) return { items: [], cursors: [], hasNext: false };
  const rows = await query(united(candidates(moment), 'RETURN isEntity, record'), {
    lucene: lucene(words),
    words: words.map(cut),
    kinds: kinds ?? null,
  });
  return searchPage(words, rows.map(toCandidate), from, first);
}

const OF_KINDS = '($kinds IS NULL OR node.kind IN $kinds)';
const FOUND = 'RETURN node:Entity OR node:PastEntity AS isEntity, node.record AS record';

/** The full-text index holds what stands now; of what was replaced since the moment, few, the words are compared one by one. */
function candidates(moment: Moment): string[] {
  const [standing, past] = versionsOf(moment);
  const indexed = `CALL db.index.fulltext.queryNodes('${WORDS_INDEX}', $lucene) YIELD node
    WITH node ${where(OF_KINDS, standing?.stood('node') ?? '')} ${FOUND}`;
  if (past === undefined) return [indexed];
  const replaced = (['Entity', 'Article'] as const).map((record) => {
    const holdsAll = 'all(word IN $words WHERE node.words CONTAINS word)';
    return `MATCH (node:${past.label(record)}) ${where(past.stood('node'), holdsAll, OF_KINDS)} ${FOUND}`;
  });
  return [indexed, ...replaced];
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
