const HEX = [...'0123456789abcdef'];
/** Tokens for the first two digits of citation ids, so a query can ask the index for hits in ranges of ids. No token of a text or a query has a `#`. */
export const ID_BUCKETS: readonly string[] = HEX.flatMap((first) =>
  HEX.map((second) => `#${first}${second}`),
);
export const idBucketOf = (citationId: string): string =>
  `#${citationId.slice('citation:'.length).slice(0, 2)}`;
