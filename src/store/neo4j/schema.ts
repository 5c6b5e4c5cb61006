/** The version of the graph that this ascribe writes; kept on the node `(:Ascribe)`. */
export const SCHEMA_VERSION = 1;

export const WORDS_INDEX = 'ascribe_words';

const unique = (label: string) =>
  `CREATE CONSTRAINT ascribe_${label.toLowerCase()}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`;
const index = (label: string, ...properties: readonly string[]) =>
  `CREATE INDEX ascribe_${label.toLowerCase()}_${properties.join('_').toLowerCase()} IF NOT EXISTS
   FOR (n:${label}) ON (${properties.map((name) => `n.${name}`).join(', ')})`;

/** Constraints and indexes, each made where it is not there yet. Relationships are found through their ends and need none. */
export const SCHEMA: readonly string[] = [
  ...['Ascribe', 'Entity', 'Source', 'Article', 'Claim', 'Citation'].map(unique),
  index('Entity', 'kind', 'id'),
  index('Article', 'orderKey'),
  index('Article', 'sourceId', 'orderKey'),
  index('Article', 'derivedFrom'),
  index('Claim', 'orderKey'),
  index('Claim', 'subjectId', 'orderKey'),
  index('Claim', 'objectId', 'orderKey'),
  index('Claim', 'predicate', 'orderKey'),
  index('Citation', 'claimId', 'orderKey'),
  index('Change', 'claimId', 'number'),
  // Words come folded and parted by blanks; found in the same transaction that wrote them, as in SQLite.
  `CREATE FULLTEXT INDEX ${WORDS_INDEX} IF NOT EXISTS FOR (n:Entity|Article) ON EACH [n.words]
   OPTIONS { indexConfig: { \`fulltext.analyzer\`: 'whitespace', \`fulltext.eventually_consistent\`: false } }`,
];
