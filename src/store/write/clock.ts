/** The moment of a transaction, RFC 3339 in UTC: now, and later than that of the one before, so that `asOf` can tell them apart. */
export function nextTimestamp(previous: string): string {
  const now = new Date().toISOString();
  return now > previous ? now : new Date(Date.parse(previous) + 1).toISOString();
}
