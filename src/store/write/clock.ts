/** The moment of a transaction, RFC 3339 in UTC: now, and later than that of the one before, so that `asOf` can tell them apart. */
export function nextMoment(last: string): string {
  const now = new Date().toISOString();
  return now > last ? now : new Date(Date.parse(last) + 1).toISOString();
}
