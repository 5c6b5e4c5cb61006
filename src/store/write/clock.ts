/** The timestamp of a transaction (RFC 3339, UTC): now, but later than the previous one, so that `asOf` can tell them apart. */
export function nextTimestamp(previous: string): string {
  const now = new Date().toISOString();
  return now > previous ? now : new Date(Date.parse(previous) + 1).toISOString();
}
