import type { Evidence } from '../derivation/evidence.js';
import type { Names } from '../derivation/explain.js';
import type { Proposition, Value } from '../records.js';

/** More voices than this are counted and not named. */
const NAMED = 3;

/** A value for reading: at least 7, 7 to 9, 2031-04, FOILED. */
export function valueInWords(value: Value): string {
  if (value.type === 'DATE') return value.edtf;
  if (value.type === 'OUTCOME') return value.outcome;
  const { min, max } = value;
  if (min === max) return String(min);
  if (max === null) return `at least ${min}`;
  return min === null ? `at most ${max}` : `${min} to ${max}`;
}

/** `KILLED at least 7`, `FUNDS River Front`: a predicate keeps its name, so that it can be looked up. */
export function predicateInWords({ predicate, objectId, value }: Proposition, names: Names): string {
  const end = value === null ? named(objectId ?? '', names) : valueInWords(value);
  return `${predicate} ${end}`;
}

export function propositionInWords(proposition: Proposition, names: Names = new Map()): string {
  return `${named(proposition.subjectId, names)} ${predicateInWords(proposition, names)}`;
}

/** An entity by its name, or by its id where the name is not known. */
export function named(id: string, names: Names): string {
  return names.get(id) ?? id;
}

/** Who speaks in these pieces of evidence: the one whose words they are, through the source that passes them on. Each voice once, sorted. */
export function voices(evidence: readonly Evidence[], names: Names): string {
  const all = [
    ...new Set(
      evidence.map(({ citation, sourceName }) => {
        const speaker = citation.assertedBy.at(-1);
        const name = speaker === undefined ? sourceName : named(speaker, names);
        // A body that speaks through its own outlet is one voice.
        return name === sourceName ? name : `${name} through ${sourceName}`;
      }),
    ),
  ].sort();
  const more = all.length - NAMED;
  return enumerated(more > 0 ? [...all.slice(0, NAMED), `${more} more`] : all);
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerated(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** Ids of the entities that sentences about these claims may name. */
export function namedIn(propositions: readonly Proposition[], evidence: readonly Evidence[]): string[] {
  const ids = [
    ...propositions.flatMap(({ subjectId, objectId }) => [subjectId, objectId]),
    ...evidence.map(({ citation }) => citation.assertedBy.at(-1)),
  ];
  return [...new Set(ids.filter((id) => id != null))];
}
