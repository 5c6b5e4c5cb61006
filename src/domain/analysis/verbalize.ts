import type { Evidence } from '../derivation/evidence.js';
import { type EntityNames, nameOrId } from '../entity-names.js';
import { joinWords } from '../join-words.js';
import type { Coordinates, Proposition, Value } from '../records.js';
import { verbalizeQuantity } from '../values/quantity.js';

/** Further speakers are only counted. */
const MAX_SPEAKERS_NAMED = 3;

/** A value as text: `at least 7`, `7 to 9`, `2031-04`, `FOILED`, `16.87, 96.2 (within 500 m)`. */
export function verbalizeValue(value: Value): string {
  if (value.type === 'DATE') return value.edtf;
  if ('term' in value) return value.term;
  return value.type === 'COORDINATES' ? verbalizeCoordinates(value) : verbalizeQuantity(value);
}

function verbalizeCoordinates({ latitude, longitude, precision }: Coordinates): string {
  const point = `${latitude}, ${longitude}`;
  if (precision === null) return point;
  return `${point} (${typeof precision === 'number' ? `within ${precision} m` : precision})`;
}

/** Predicate and object or value as text: `KILLED at least 7`, `FUNDS River Front`. The predicate keeps its name, so that readers can look it up. */
export function verbalizePredicate({ predicate, objectId, value }: Proposition, names: EntityNames): string {
  const objectText = value === null ? nameOrId(objectId ?? '', names) : verbalizeValue(value);
  return `${predicate} ${objectText}`;
}

/** A proposition as text: `Arland FUNDS River Front`. */
export function verbalizeProposition(proposition: Proposition, names: EntityNames = new Map()): string {
  return `${nameOrId(proposition.subjectId, names)} ${verbalizePredicate(proposition, names)}`;
}

/**
 * The original speakers of the evidence and the sources that quote them, distinct and sorted:
 * `Arland through radio, wire and 2 more`.
 */
export function verbalizeSpeakers(evidence: readonly Evidence[], names: EntityNames): string {
  const speakers = [
    ...new Set(
      evidence.map(({ citation, sourceName }) => {
        const speaker = citation.assertedBy.at(-1);
        const name = speaker === undefined ? sourceName : nameOrId(speaker, names);
        return name === sourceName ? name : `${name} through ${sourceName}`;
      }),
    ),
  ].sort();
  const more = speakers.length - MAX_SPEAKERS_NAMED;
  return joinWords(more > 0 ? [...speakers.slice(0, MAX_SPEAKERS_NAMED), `${more} more`] : speakers, 'and');
}

/** Ids of the entities that sentences about these claims and this evidence name. Look up their names first. */
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
