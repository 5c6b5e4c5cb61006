const HEX = [...'0123456789abcdef'];
/** Tokens for the first two digits of citation ids, so a query can ask the index for hits in ranges of ids. No word starts with `__`. */
export const ID_BUCKETS: readonly string[] = HEX.flatMap((first) =>
  HEX.map((second) => `__${first}${second}`),
);
export const idBucketOf = (citationId: string): string =>
  `__${citationId.slice('citation:'.length).slice(0, 2)}`;
