import { byCodePoint } from '../domain/declarations.js';
import { type Searchable, searchWords } from '../domain/search-terms.js';

/** All words of a record that a search may find it by, each once, in code-point order. */
export function wordsOf(record: Searchable): string[] {
  const texts = [record.name, ...(record.aliases ?? []), record.title, record.description];
  return [...new Set(texts.flatMap((text) => searchWords(text ?? '')))].sort(byCodePoint);
}
