/**
 * The row id of a citation's quote in citation_tokens: the first 40 of the 128 bits of the citation's id, which sort as the ids do. The index has the
 * row id with each word of each quote, so it is short. Among a million citations, about one has the row id of another: the row has the words
 * of both, and a search looks at the quotes again. It misses a quote with similar words if the other has the exact ones.
 */
export const quoteRowId = (id: string): number =>
  Number.parseInt(id.slice('citation:'.length, 'citation:'.length + 10), 16);

/** The condition that the citation `c` has the row id in the column `row_id`. */
export const IN_QUOTE_ROW_RANGE = `c.id BETWEEN unhex(printf('%010x${'0'.repeat(22)}', row_id))
  AND unhex(printf('%010x${'f'.repeat(22)}', row_id))`;
