import { AscribeError } from '../../domain/errors.js';
import { joinWords, NO_WORDS, type OntologyWords, type PredicateRow } from '../../domain/ontology/table.js';
import {
  addedWords,
  type Predicate,
  predicateDefinition,
  type TermType,
  termsOf,
} from '../../domain/ontology.js';
import { damageError } from '../damage.js';

/** What a store without words of users holds. */
export const NO_HELD_WORDS = JSON.stringify(NO_WORDS);

/**
 * The words of users' ontologies that a store holds after a write, as JSON: those that it held and those of this process. A store remembers
 * them, because its claims cannot be read or checked without them.
 *
 * Throws STORE_UNUSABLE if this process lacks one, or defines it so that a claim of the store could be wrong or have another id.
 *
 * @param held the words that the store holds, as returned before; null before the first write.
 * @param store the name of the store in messages.
 */
export function mergeHeldWords(held: string | null, store: string): string {
  const added = addedWords();
  const before = parseHeldWords(held ?? NO_HELD_WORDS, store);
  const problems = [
    ...Object.entries(before.predicates).map(([name, row]) => describeChange(name, row)),
    ...Object.entries(before.terms).flatMap(([type, rows]) =>
      Object.keys(rows).map((name) => (name in termsOf(type as TermType) ? null : `${type} ${name}`)),
    ),
  ].filter((problem) => problem !== null);
  if (problems.length > 0)
    throw new AscribeError(
      'STORE_UNUSABLE',
      `${store} was written with words that this ontology lacks or defines differently: ${problems.join(', ')}; open it with the files it was written with (--ontology or ASCRIBE_ONTOLOGY)`,
    );
  return JSON.stringify(joinWords(before, added));
}

function parseHeldWords(held: string, store: string): OntologyWords {
  try {
    const { predicates, terms } = JSON.parse(held) as OntologyWords;
    return { predicates: { ...predicates }, terms: { ...terms } };
  } catch (cause) {
    throw damageError(`the words of the ontology in ${store} are damaged`, cause);
  }
}

/** The word, and how its definition differs; null if every claim that was valid still is, with the same id. */
function describeChange(name: string, before: PredicateRow): string | null {
  const now: PredicateRow | undefined = predicateDefinition(name as Predicate);
  if (now === undefined) return name;
  if (now.symmetric !== before.symmetric) return `${name} (symmetric)`;
  if (!covers(now.domain, before.domain)) return `${name} (domain)`;
  return covers(now.range, before.range)
    ? null
    : `${name} (${typeof before.range === 'string' ? 'value' : 'range'})`;
}

function covers(now: readonly string[] | string, before: readonly string[] | string): boolean {
  if (typeof now === 'string' || typeof before === 'string') return now === before;
  return before.every((kind) => now.includes(kind));
}
