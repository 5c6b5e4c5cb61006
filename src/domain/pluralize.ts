/** A count with its noun, for nouns with a regular plural: `1 claim`, `2 claims`. */
export function pluralize(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
