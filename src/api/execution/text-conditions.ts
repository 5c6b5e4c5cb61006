import { didYouMean, suggestWords } from '../../documents/did-you-mean.js';
import { AscribeError } from '../../domain/errors.js';
import { BUILT_IN_ONTOLOGY } from '../../domain/ontology/built-in.js';
import { entityKinds, predicates } from '../../domain/ontology.js';
import {
  type ClaimStatus,
  CONFIDENCE_LEVELS,
  GENRES,
  modalities,
  stances,
  statuses,
} from '../../domain/records.js';
import type { ClaimFilter } from '../../store/store.js';
import { type ClaimConditions, parseClaimFilter } from './claim-arguments.js';

/** A condition on claims that is given as text: as an option of a command, or in a URL. */
interface TextCondition {
  /** How its text is written: words or ids with commas between them, a number, true or false, or a text. */
  readonly type: 'list' | 'number' | 'flag' | 'text';
  /** The words that it may have. Asked for late, when the words of users are known. */
  readonly words?: () => readonly string[];
  /** Completes the sentence "Only claims …". */
  readonly description: string;
}

const list = (description: string, words?: () => readonly string[]): TextCondition => ({
  type: 'list',
  description,
  ...(words !== undefined && { words }),
});
const condition = (type: TextCondition['type'], description: string): TextCondition => ({
  type,
  description,
});

const families = () => Object.keys(BUILT_IN_ONTOLOGY.families);

/** All conditions of `ClaimWhere`. */
export const TEXT_CONDITIONS: Readonly<Record<keyof ClaimConditions, TextCondition>> = {
  predicates: list('with these predicates or narrower ones: SPONSORS,LEADS', () => predicates),
  families: list('whose predicate is of these families: SPONSORSHIP,ATTACKS', families),
  notFamilies: list('whose predicate is of none of these families: PLACES', families),
  subjectIds: list('whose subject is one of these entities: arland'),
  objectIds: list('whose object is one of these entities: river-front'),
  entityIds: list('about these entities: arland,river-front'),
  kinds: list('about entities of these kinds: STATE,ARMED_GROUP', () => entityKinds),
  speakerIds: list('with a citation in which one of these entities speaks'),
  stances: list('with a citation of these stances: DENIES', () => stances),
  modalities: list('with a citation of these modalities: ADMITTED', () => modalities),
  articleIds: list('with a citation in these articles: article:sele-post'),
  sourceIds: list('with a citation of these sources: source:wire'),
  genres: list('with a citation in an article of these genres: NEWS', () => Object.keys(GENRES)),
  publishedDuring: condition(
    'text',
    'with a citation in an article published in this time, such as 2030 (EDTF)',
  ),
  minOrigins: condition('number', 'with at least so many independent origins of support'),
  hasSoleArticle: condition('flag', 'whose support comes from one article alone'),
  hasSoleSource: condition('flag', 'whose support comes from one source alone'),
  recordedSince: condition('text', 'first recorded at or after this time (RFC 3339)'),
  recordedUntil: condition('text', 'first recorded before this time (RFC 3339)'),
  minConfidence: condition('number', 'with at least this confidence, 0 to 100'),
  maxConfidence: condition('number', 'with at most this confidence, 0 to 100'),
  confidenceLevels: list('of these levels of confidence: LOW,UNJUDGED', () => Object.keys(CONFIDENCE_LEVELS)),
  during: condition(
    'text',
    'known in this window, such as 2030/2031 (EDTF), with the status that they have in it',
  ),
  includeUndated: condition('flag', 'of the window, and also those that may have held in it'),
  assessed: condition('flag', 'with an assessment in force'),
  disagreesWithDerived: condition('flag', 'whose status differs from the derived one'),
  contested: condition('flag', 'that live evidence both supports and denies'),
};

export const isTextCondition = (name: string): name is keyof ClaimConditions =>
  Object.hasOwn(TEXT_CONDITIONS, name);

/** The conditions of these texts, the same as in `where` of the API. Throws BAD_INPUT with the name of the condition. */
export function parseTextConditions(
  given: Readonly<Partial<Record<keyof ClaimConditions, string>>>,
): Omit<ClaimFilter, 'statuses'> {
  const where = Object.fromEntries(
    Object.entries(given).map(([name, text]) => [name, parseText(name as keyof ClaimConditions, text)]),
  );
  const { statuses: _, ...conditions } = parseClaimFilter({ statuses: ['CONFIRMED'], where });
  return conditions;
}

function parseText(name: keyof ClaimConditions, text: string): unknown {
  const { type, words } = TEXT_CONDITIONS[name];
  if (type === 'list') {
    const items = splitList(text);
    return words === undefined ? items : items.map((item) => parseWord(name, item, words()));
  }
  if (type === 'number') {
    if (/^\d{1,9}$/.test(text)) return Number(text);
    throw new AscribeError(
      'BAD_INPUT',
      `${name} is ${JSON.stringify(text.slice(0, 60))}; expected a whole number`,
    );
  }
  if (type === 'text') return text;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new AscribeError(
    'BAD_INPUT',
    `${name} is ${JSON.stringify(text.slice(0, 60))}; expected true or false`,
  );
}

const splitList = (text: string): string[] => text.split(',').map((word) => word.trim());

/** The word, however it is capitalised. Throws BAD_INPUT. */
function parseWord<Word extends string>(name: string, word: string, known: readonly Word[]): Word {
  const upper = word.toUpperCase();
  const found = known.find((candidate) => candidate === upper);
  if (found !== undefined) return found;
  const message = `${name}: ${JSON.stringify(word.slice(0, 60))} does not exist${didYouMean(suggestWords(upper, known))}`;
  throw new AscribeError('BAD_INPUT', message);
}

/** Statuses with commas between them, in the order of strength, each once. Throws BAD_INPUT for an unknown one, STATUSES_REQUIRED for none. */
export function parseStatusList(text: string): readonly ClaimStatus[] {
  if (text.trim() === '')
    throw new AscribeError(
      'STATUSES_REQUIRED',
      `statuses is empty; expected one or more of ${statuses.join(', ')}, separated by commas`,
    );
  const given = splitList(text).map((word) => parseWord('statuses', word, statuses));
  return statuses.filter((status) => given.includes(status));
}
