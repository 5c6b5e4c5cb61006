import { KEPT } from './as-of.js';

/** The version of the graph that this ascribe writes; kept on the node `(:Ascribe)`. */
export const SCHEMA_VERSION = 3;

export const TEXTS_INDEX = 'ascribe_texts';
export const QUOTES_INDEX = 'ascribe_quotes';

const unique = (label: string) =>
  `CREATE CONSTRAINT ascribe_${label.toLowerCase()}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`;
const index = (label: string, ...properties: readonly string[]) =>
  `CREATE INDEX ascribe_${label.toLowerCase()}_${properties.join('_').toLowerCase()} IF NOT EXISTS
   FOR (n:${label}) ON (${properties.map((name) => `n.${name}`).join(', ')})`;

const fullText = (name: string, labels: string) =>
  `CREATE FULLTEXT INDEX ${name} IF NOT EXISTS FOR (n:${labels}) ON EACH [n.tokens]
   OPTIONS { indexConfig: { \`fulltext.analyzer\`: 'whitespace', \`fulltext.eventually_consistent\`: false } }`;

/** Constraints and indexes, each made where it is not there yet. Relationships are found through their ends and need none. */
export const SCHEMA: readonly string[] = [
  ...['Ascribe', 'Entity', 'Source', 'Article', 'Claim', 'Citation', 'Assessment'].map(unique),
  index('Entity', 'kind', 'id'),
  index('Article', 'orderKey'),
  index('Article', 'sourceId', 'orderKey'),
  index('Article', 'derivedFrom'),
  index('Claim', 'orderKey'),
  index('Claim', 'subjectId', 'orderKey'),
  index('Claim', 'objectId', 'orderKey'),
  index('Claim', 'predicate', 'subjectId'),
  index('Claim', 'soleArticleId', 'orderKey'),
  index('Claim', 'soleSourceId', 'orderKey'),
  index('Claim', 'contested', 'orderKey'),
  index('Claim', 'assessmentId', 'orderKey'),
  index('Claim', 'predicate', 'orderKey'),
  index('Citation', 'claimId', 'orderKey'),
  index('Assessment', 'claimId', 'at'),
  index('Change', 'number'),
  index('Change', 'claimId', 'number'),
  index('Change', 'subjectId', 'number'),
  index('Change', 'objectId', 'number'),
  index('Change', 'at'),
  // What records were, for asOf.
  ...KEPT.map((record) => index(`Past${record}`, 'id')),
  index('PastClaim', 'orderKey'),
  index('PastClaim', 'subjectId', 'orderKey'),
  index('PastClaim', 'objectId', 'orderKey'),
  index('PastCitation', 'claimId', 'orderKey'),
  index('PastCitation', 'articleId'),
  index('Text', 'of'),
  index('ClaimDate', 'orderKey'),
  index('ClaimDate', 'claimId'),
  // Tokens come folded and parted by blanks; found in the same transaction that wrote them, as in SQLite.
  fullText(TEXTS_INDEX, 'Text'),
  fullText(QUOTES_INDEX, 'Citation|PastCitation'),
  // Of version 2.
  'DROP INDEX ascribe_words IF EXISTS',
  'DROP INDEX ascribe_pastentity_replacedat IF EXISTS',
  'DROP INDEX ascribe_pastarticle_replacedat IF EXISTS',
];
