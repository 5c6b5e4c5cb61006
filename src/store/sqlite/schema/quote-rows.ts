/**
 * The row id of a citation's quote in quote_tokens: the first 60 of the 128 bits of the citation's id, which sort as the ids do.
 * Two of a million citations share a row id with a probability of one in two million.
 */
export const quoteRowId = (id: string): bigint => BigInt(`0x${id.slice('citation:'.length).slice(0, 15)}`);

/** The condition that the citation `c` has the row id in the column `row_id`. */
export const IN_QUOTE_ROW_RANGE = `c.id BETWEEN unhex(printf('%015x0', row_id))
  AND unhex(printf('%015x${'f'.repeat(17)}', row_id))`;
