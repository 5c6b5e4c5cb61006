import { type PredicateFamily, predicateDefinition } from '../ontology.js';
import type { Proposition } from '../records.js';
import { predicatePattern } from './predicate-words.js';

/** All names of entities by id, also those in other documents where they are known. */
export type NamesById = ReadonlyMap<string, readonly string[]>;

/** How a sentence can mention the parts of a claim. */
export interface ClaimWords {
  readonly subject: RegExp;
  /** Matches nothing for a claim with a value. */
  readonly object: RegExp;
  readonly predicate: RegExp;
  /** Whether the claim can be about violence, so that "the killings" may stand for it. */
  readonly isDeed: boolean;
}

const WITHOUT_DEEDS: readonly PredicateFamily[] = [
  'STRUCTURE',
  'IDENTITY',
  'DIPLOMACY',
  'CORRIDORS',
  'AGREEMENTS',
  'PLACES',
];

export function claimWords({ subjectId, objectId, predicate }: Proposition, names: NamesById): ClaimWords {
  return {
    subject: mentionPattern(subjectId, names),
    object: objectId === null ? NOTHING : mentionPattern(objectId, names),
    predicate: predicatePattern(predicate),
    isDeed: !WITHOUT_DEEDS.includes(predicateDefinition(predicate)?.family),
  };
}

export const mentionsEntity = (text: string, { subject, object }: ClaimWords): boolean =>
  subject.test(text) || object.test(text);

/** Whether a text has words that state the claim. A claim with a value is often about "the blast", without a name. */
export const statesClaim = (text: string, claim: ClaimWords): boolean =>
  claim.predicate.test(text) && (claim.object === NOTHING || mentionsEntity(text, claim));

const NOTHING = /(?!)/u;
/** Words of names that many names share, so that alone they identify nobody. */
const COMMON =
  /^(?:national|army|party|liberation|movement|ministry|government|state|states|republic|people|peoples|united|islamic|islamist|security|forces?|groups?|organi[sz]ation|attacks?|bombing|blast|killing|murder|front|popular|revolutionary|democratic|police|council|union|federation|international|foreign|interior|defen[cs]e|authorities|guerrillas?|militants?|rebels?|fighters|members?|brigades?|battalion|command|company|city|port|embassy|raid|with|from|against)$/iu;
const MIN_LENGTH_OF_SHORT_NAME = 4;

/** Matches the names of an entity, the words of its id, and each distinctive word of its names if capitalized. */
function mentionPattern(id: string, names: NamesById): RegExp {
  const all = [...(names.get(id) ?? []), id.replaceAll('-', ' ')]
    .map(plainText)
    .filter((name) => name !== '');
  const words = all
    .flatMap((name) => name.split(/[^\p{L}\p{N}]+/u))
    .filter((word) => [...word].length >= MIN_LENGTH_OF_SHORT_NAME && !COMMON.test(word));
  const alternatives = [...all.flatMap(spellings), ...words.flatMap(capitalized)].map(escapeRegExp);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...new Set(alternatives)].join('|')})(?![\\p{L}\\p{N}])`, 'u');
}

const plainText = (name: string): string =>
  name.normalize('NFC').replace(/[’‘ʼ]/gu, "'").replace(/\s+/gu, ' ').trim();
const capitalized = (word: string): string[] => [
  word.charAt(0).toUpperCase() + word.slice(1),
  word.toUpperCase(),
];
/** A name as written, in lower case, in upper case and with capitals: not any case, so that "may" is not "May". */
const spellings = (name: string): string[] => [
  name,
  name.toUpperCase(),
  name.replace(/(?<![\p{L}\p{N}'])\p{Ll}/gu, (letter) => letter.toUpperCase()),
];
const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
