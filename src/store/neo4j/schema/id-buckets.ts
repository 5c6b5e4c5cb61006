const HEX = [...'0123456789abcdef'];
/** Tokens for the first two digits of citation ids, so a query can ask the index for hits in ranges of ids. No token of a text starts with `___`. */
export const ID_BUCKETS: readonly string[] = HEX.flatMap((first) =>
  HEX.map((second) => `___${first}${second}`),
);
export const idBucketOf = (citationId: string): string =>
  `___${citationId.slice('citation:'.length).slice(0, 2)}`;
