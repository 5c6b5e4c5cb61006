import { VERSIONED_RECORDS } from './as-of.js';

export const TEXT_INDEX = 'ascribe_texts';
export const QUOTE_INDEX = 'ascribe_quotes';
export const BAND_INDEX = 'ascribe_bands';

/** A shorter date than this is found by its start; the few longer ones are searched for apart. */
export const MAX_SHORT_DATE_MS = 366 * 24 * 60 * 60 * 1000;

const uniqueConstraint = (label: string) =>
  `CREATE CONSTRAINT ascribe_${label.toLowerCase()}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`;
const rangeIndex = (label: string, ...properties: readonly string[]) =>
  `CREATE INDEX ascribe_${label.toLowerCase()}_${properties.join('_').toLowerCase()} IF NOT EXISTS
   FOR (n:${label}) ON (${properties.map((name) => `n.${name}`).join(', ')})`;

const fullTextIndex = (name: string, labels: string, property = 'tokens') =>
  `CREATE FULLTEXT INDEX ${name} IF NOT EXISTS FOR (n:${labels}) ON EACH [n.${property}]
   OPTIONS { indexConfig: { \`fulltext.analyzer\`: 'whitespace', \`fulltext.eventually_consistent\`: false } }`;

/** Creates the constraints and indexes that are missing. Relationships are found through their ends and need none. */
export const SCHEMA_STATEMENTS: readonly string[] = [
  ...[
    'Ascribe',
    'Entity',
    'Source',
    'Article',
    'Claim',
    'Citation',
    'Assessment',
    'Erasure',
    'ClaimCount',
  ].map(uniqueConstraint),
  rangeIndex('Entity', 'kind', 'id'),
  rangeIndex('Entity', 'nameKey'),
  rangeIndex('Entity', 'kind', 'nameKey'),
  rangeIndex('Entity', 'organOf'),
  rangeIndex('Article', 'orderKey'),
  rangeIndex('Article', 'sourceId', 'orderKey'),
  rangeIndex('Article', 'oldestKey'),
  rangeIndex('Article', 'sourceId', 'oldestKey'),
  rangeIndex('Article', 'derivedFrom'),
  rangeIndex('Article', 'live'),
  rangeIndex('Claim', 'orderKey'),
  rangeIndex('Claim', 'subjectId', 'orderKey'),
  rangeIndex('Claim', 'objectId', 'orderKey'),
  rangeIndex('Claim', 'predicate', 'subjectId'),
  rangeIndex('Claim', 'soleArticleId', 'orderKey'),
  rangeIndex('Claim', 'soleSourceId', 'orderKey'),
  rangeIndex('Claim', 'contested', 'orderKey'),
  rangeIndex('Claim', 'assessmentId', 'orderKey'),
  rangeIndex('Claim', 'predicate', 'orderKey'),
  rangeIndex('Claim', 'dated', 'orderKey'),
  rangeIndex('Claim', 'dateIsLong', 'dateStart', 'dateEnd'),
  // The bounds are in the index, so that a walk in the order of claims reads only nodes of periods that overlap a window.
  ...['knownKey', 'possibleKey'].flatMap((key) => [
    rangeIndex('ClaimPeriod', key, 'start', 'end'),
    rangeIndex('ClaimPeriod', 'subjectId', key, 'start', 'end'),
    rangeIndex('ClaimPeriod', 'objectId', key, 'start', 'end'),
    rangeIndex('ClaimPeriod', 'predicate', key, 'start', 'end'),
  ]),
  rangeIndex('Citation', 'claimId', 'orderKey'),
  rangeIndex('Citation', 'speakerId'),
  rangeIndex('Source', 'affiliation'),
  rangeIndex('Assessment', 'claimId', 'at'),
  rangeIndex('Change', 'number'),
  rangeIndex('Change', 'claimId', 'number'),
  rangeIndex('Change', 'subjectId', 'number'),
  rangeIndex('Change', 'objectId', 'number'),
  rangeIndex('Change', 'at'),
  // Earlier versions of records, for reads as of a time.
  ...VERSIONED_RECORDS.map((record) => rangeIndex(`Past${record}`, 'id')),
  rangeIndex('PastArticle', 'sourceId', 'orderKey'),
  rangeIndex('PastClaim', 'orderKey'),
  rangeIndex('PastClaim', 'subjectId', 'orderKey'),
  rangeIndex('PastClaim', 'objectId', 'orderKey'),
  rangeIndex('PastCitation', 'claimId', 'orderKey'),
  rangeIndex('PastCitation', 'articleId'),
  rangeIndex('Text', 'recordId'),
  rangeIndex('DeclaredText', 'setKey'),
  rangeIndex('DeclaredText', 'entityId', 'role', 'textKey'),
  rangeIndex('DeclaredText', 'matchKey', 'entityId'),
  rangeIndex('TextDeclaration', 'setKey', 'articleId'),
  rangeIndex('ClaimDate', 'orderKey'),
  rangeIndex('ClaimDate', 'claimId'),
  rangeIndex('ClaimCount', 'facet', 'statusRank'),
  // Tokens are normalized and separated by spaces. Not eventually consistent: a committed text is found at once, as in SQLite.
  fullTextIndex(TEXT_INDEX, 'Text'),
  fullTextIndex(QUOTE_INDEX, 'Citation|PastCitation'),
  // A range index cannot find an element of a list.
  fullTextIndex(BAND_INDEX, 'Article', 'textBands'),
];
