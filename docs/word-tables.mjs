/** Tables of the words of the model, as rows for docs/generate.mjs. The words and their descriptions come from src/domain. */
import { DOCUMENT_LIMITS as LIMITS } from '#ascribe/documents/document-limits.js';
import { DUPLICATE_CODES, QUALITY_CODES } from '#ascribe/domain/analysis/annotation-quality.js';
import { INDEPENDENCE_CODES } from '#ascribe/domain/analysis/independence.js';
import { TEXT_CODES } from '#ascribe/domain/analysis/wording-problems.js';
import {
  ACTOR_KINDS,
  ENTITY_KINDS,
  entityKinds,
  isAttribute,
  PREDICATE_FAMILIES,
  predicateDefinition,
  predicates,
  termsOf,
} from '#ascribe/domain/ontology.js';
import {
  CONFIDENCE_LEVELS,
  GENRES,
  LOCATION_PRECISIONS,
  MODALITIES,
  QUOTE_CHECKS,
  RELIABILITIES,
  STANCES,
  STATUSES,
} from '#ascribe/domain/records.js';
import { FILTERS } from '#ascribe/interchange/mapping/filters.js';

const WORDING = {
  ADJUDICATED: '"was convicted of"',
  ADMITTED: '"we did it, the group said"',
  REPORTED_AS_FACT: '"killed seven people"',
  ASSESSED: '"analysts believe", "this looks like"',
  ACCUSED_BY_AUTHORITIES: '"police arrested him on suspicion of"',
  ACCUSED: '"reportedly", "has been linked to"',
  POSSIBLE: '"may", "could", "if"',
};

const number = (count) => count.toLocaleString('en-US');
const characters = (count) => `${number(count)} characters`;
const DOCUMENT_LIMIT_ROWS = [
  ['size of a document, of a line of JSON Lines, of a text file', `${LIMITS.bytes / 1024 / 1024} MB`],
  ['nesting depth of maps and lists', number(LIMITS.nestingDepth)],
  ['claims in a document', number(LIMITS.claims)],
  ['citations of a claim', number(LIMITS.citationsPerClaim)],
  ['entities in a document', number(LIMITS.entities)],
  ['`authors`', number(LIMITS.authors)],
  ['`aliases`', number(LIMITS.aliases)],
  ['`assertedBy`', number(LIMITS.speakers)],
  ['schemes in `identifiers`', number(LIMITS.identifierSchemes)],
  ['values of one identifier scheme', number(LIMITS.identifierValues)],
  ['`assessments` of a claim', number(LIMITS.assessments)],
  ['an id, `language`', characters(LIMITS.id)],
  ['a date', characters(LIMITS.date)],
  ['a name, an alias, an author, an identifier', characters(LIMITS.name)],
  ['`title`, `textFile`', characters(LIMITS.title)],
  ['`quote`, `url`', characters(LIMITS.quote)],
  ['`description`, `note`, `retractionReason`', characters(LIMITS.note)],
  ['errors reported per document; further ones are counted', number(LIMITS.diagnosticsPerDocument)],
  ['errors and warnings kept in a summary; all are printed', number(LIMITS.summaryProblems)],
];

export const WORD_TABLES = {
  filters: {
    headings: ['filter', 'meaning'],
    rows: Object.entries(FILTERS).map(([name, { description }]) => [`\`${name}\``, description]),
  },
  statuses: words('status', STATUSES),
  'confidence-levels': words('level', CONFIDENCE_LEVELS),
  modalities: {
    headings: ['modality', 'meaning', 'typical wording'],
    rows: Object.entries(MODALITIES).map(([word, meaning]) => [code(word), meaning, WORDING[word]]),
  },
  stances: words('stance', STANCES),
  'quote-checks': words('check', QUOTE_CHECKS),
  genres: words('genre', GENRES),
  reliabilities: words('reliability', RELIABILITIES),
  kinds: words('kind', ENTITY_KINDS),
  predicates: {
    headings: ['predicate', 'subject → object', 'meaning'],
    rows: predicates.filter((name) => !isAttribute(name)).map(predicateRow),
  },
  attributes: {
    headings: ['attribute', 'subject → value', 'meaning'],
    rows: predicates.filter(isAttribute).map(predicateRow),
  },
  families: {
    headings: ['family', 'meaning', 'predicates'],
    rows: Object.entries(PREDICATE_FAMILIES).map(([family, meaning]) => [
      code(family),
      meaning,
      predicates
        .filter((name) => predicateDefinition(name).family === family)
        .map(code)
        .join(', '),
    ]),
  },
  outcomes: words('outcome', termsOf('OUTCOME')),
  'attack-types': words('type of attack', termsOf('ATTACK_TYPE')),
  'location-precisions': words('precision', LOCATION_PRECISIONS),
  weapons: words('weapon', termsOf('WEAPON')),
  'quality-codes': words('code', { ...QUALITY_CODES, ...DUPLICATE_CODES }),
  'text-codes': words('code', TEXT_CODES),
  'independence-codes': words('code', INDEPENDENCE_CODES),
  'document-limits': { headings: ['limit', 'at most'], rows: DOCUMENT_LIMIT_ROWS },
};

function words(heading, meanings) {
  return {
    headings: [heading, 'meaning'],
    rows: Object.entries(meanings).map(([word, meaning]) => [code(word), meaning]),
  };
}

function predicateRow(name) {
  const { domain, range, description, symmetric } = predicateDefinition(name);
  const object = typeof range === 'string' ? code(range) : kindsText(range);
  return [code(name), `${kindsText(domain)} ${symmetric ? '↔' : '→'} ${object}`, description];
}

/** `any`, or a list of kinds in which the actor kinds are one word. */
function kindsText(kinds) {
  if (kinds.length === entityKinds.length) return '*any*';
  if (!ACTOR_KINDS.every((kind) => kinds.includes(kind))) return kinds.map(code).join(', ');
  return ['*actor*', ...kinds.filter((kind) => !ACTOR_KINDS.includes(kind)).map(code)].join(', ');
}

function code(word) {
  return `\`${word}\``;
}
