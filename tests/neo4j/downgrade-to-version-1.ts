import type { Driver } from 'neo4j-driver';

/** What a graph of version 1 did not have yet, by label. */
const ADDED_AFTER_VERSION_1: Readonly<Record<string, readonly string[]>> = {
  Entity: [],
  Source: [],
  Citation: [],
  Article: ['live', 'retractedBy', 'retractsDerived', 'retractedWith'],
  Claim: [
    'derivedConfidence',
    'assessmentId',
    'soleArticleId',
    'soleSourceId',
    'contested',
    'validity',
    'knownStarts',
    'knownEnds',
    'possibleStarts',
    'possibleEnds',
  ],
  Change: ['subjectId', 'predicate', 'objectId', 'value', 'fromStrength', 'toStrength'],
};

/** Makes of a graph what version 1 would have written of the same imports. */
export async function downgradeToVersion1(driver: Driver): Promise<void> {
  const { records } = await driver.executeQuery(
    'MATCH (n) WHERE n.record IS NOT NULL RETURN elementId(n) AS id, labels(n) AS labels, n.record AS record',
  );
  const rows = records.map((row) => {
    const { id, labels, record } = row.toObject() as { id: string; labels: string[]; record: string };
    const later = labels.flatMap((label) => ADDED_AFTER_VERSION_1[label] ?? []);
    // The names that are left out stand for the same wherever they occur.
    const names = [...later, ...(labels.includes('Change') ? ['policyVersion', 'analyst'] : [])];
    const old = JSON.parse(record, (key, value) => (names.includes(key) ? undefined : value));
    const gone = Object.fromEntries(['recordedAt', ...later].map((name) => [name, null]));
    return { id, properties: { ...gone, record: JSON.stringify(old) } };
  });
  await driver.executeQuery(
    'UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.id SET n += row.properties',
    {
      rows,
    },
  );
  await driver.executeQuery('MATCH (t:Text|ClaimDate) DELETE t');
  await driver.executeQuery('MATCH (n:Entity|Article) SET n.words = toLower(coalesce(n.name, n.title))');
  await driver.executeQuery('MATCH (n:Citation) REMOVE n.tokens');
  await driver.executeQuery('MATCH (n:PastEntity|PastSource|PastArticle|PastClaim|PastCitation) DELETE n');
  await driver.executeQuery('MATCH (c:Change) SET c.number = c.number - 1');
  await driver.executeQuery('MATCH (a:Ascribe) SET a.schema = 1 REMOVE a.lastWriteAt, a.derivedTo');
}
