/** More are forgotten. */
const MAX_SEEN = 100_000;

/** Returns a function that says whether it was called with a text before, as far as it remembers. */
export function createSeenTexts(): (text: string) => boolean {
  const seen = new Set<string>();
  return (text) => {
    if (seen.has(text)) return true;
    if (seen.size >= MAX_SEEN) seen.clear();
    seen.add(text);
    return false;
  };
}
