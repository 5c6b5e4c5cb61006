import type { Evidence } from '../derivation/evidence.js';
import { type EntityNames, nameOrId } from '../entity-names.js';
import { joinWords } from '../join-words.js';
import type { Proposition, Value } from '../records.js';

/** More voices than this are counted and not named. */
const MAX_SPEAKERS_NAMED = 3;

/** A value for reading: at least 7, 7 to 9, 2031-04, FOILED. */
export function verbalizeValue(value: Value): string {
  if (value.type === 'DATE') return value.edtf;
  if (value.type === 'OUTCOME') return value.outcome;
  const { min, max } = value;
  if (min === max) return String(min);
  if (max === null) return `at least ${min}`;
  return min === null ? `at most ${max}` : `${min} to ${max}`;
}

/** `KILLED at least 7`, `FUNDS River Front`: a predicate keeps its name, so that it can be looked up. */
export function verbalizePredicate({ predicate, objectId, value }: Proposition, names: EntityNames): string {
  const end = value === null ? nameOrId(objectId ?? '', names) : verbalizeValue(value);
  return `${predicate} ${end}`;
}

export function verbalizeProposition(proposition: Proposition, names: EntityNames = new Map()): string {
  return `${nameOrId(proposition.subjectId, names)} ${verbalizePredicate(proposition, names)}`;
}

/** Who speaks in these pieces of evidence: the one whose words they are, through the source that passes them on. Each voice once, sorted. */
export function verbalizeSpeakers(evidence: readonly Evidence[], names: EntityNames): string {
  const all = [
    ...new Set(
      evidence.map(({ citation, sourceName }) => {
        const speaker = citation.assertedBy.at(-1);
        const name = speaker === undefined ? sourceName : nameOrId(speaker, names);
        // A body that speaks through its own outlet is one voice.
        return name === sourceName ? name : `${name} through ${sourceName}`;
      }),
    ),
  ].sort();
  const more = all.length - MAX_SPEAKERS_NAMED;
  return joinWords(more > 0 ? [...all.slice(0, MAX_SPEAKERS_NAMED), `${more} more`] : all, 'and');
}

/** Ids of the entities that sentences about these claims may name. */
export function mentionedEntityIds(
  propositions: readonly Proposition[],
  evidence: readonly Evidence[],
): string[] {
  const ids = [
    ...propositions.flatMap(({ subjectId, objectId }) => [subjectId, objectId]),
    ...evidence.map(({ citation }) => citation.assertedBy.at(-1)),
  ];
  return [...new Set(ids.filter((id) => id != null))];
}
