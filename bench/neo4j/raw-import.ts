import type { Driver } from 'neo4j-driver';
import type { DatabaseSnapshot } from './database-snapshot.js';

type Statement = readonly [cypher: string, rows: readonly object[]];

/** Writes rows in one transaction, with one statement for each kind of row. */
export async function writeRows(driver: Driver, statements: readonly Statement[]): Promise<void> {
  const session = driver.session();
  try {
    await session.executeWrite(async (transaction) => {
      for (const [cypher, rows] of statements) if (rows.length > 0) await transaction.run(cypher, { rows });
    });
  } finally {
    await session.close();
  }
}

/** Merges rows that an earlier article may have written, and creates the others. */
export function buildStatements({ nodes, relationships }: DatabaseSnapshot): Statement[] {
  const plain = (label: keyof DatabaseSnapshot['nodes']) =>
    nodes[label].map(({ labels: _, ...properties }) => ({ id: properties.id ?? null, properties }));
  const kinds = new Map(nodes.Entity.map(({ id, labels }) => [id, labels.find((one) => one !== 'Entity')]));
  const of = (...types: readonly string[]) => relationships.filter(({ type }) => types.includes(type));
  const from = (type: string) => new Map(of(type).map((tie) => [tie.from, tie.to]));
  const [publishers, subjects, objects] = [from('PUBLISHED_BY'), from('SUBJECT'), from('OBJECT')];
  const [claims, articles] = [from('EVIDENCE_FOR'), from('FROM')];
  return [
    ['UNWIND $rows AS row MERGE (s:Source {id: row.id}) SET s = row.properties', plain('Source')],
    [
      'UNWIND $rows AS row MERGE (e:Entity {id: row.id}) ON CREATE SET e:$(row.kind) SET e = row.properties',
      plain('Entity').map((row) => ({ ...row, kind: kinds.get(row.id) })),
    ],
    [
      `UNWIND $rows AS row MATCH (s:Source {id: row.publisher})
       MERGE (a:Article {id: row.id}) SET a = row.properties MERGE (a)-[:PUBLISHED_BY]->(s)`,
      plain('Article').map((row) => ({ ...row, publisher: publishers.get(row.id as string) })),
    ],
    [
      `UNWIND $rows AS row MATCH (s:Entity {id: row.subject})
       MERGE (c:Claim {id: row.id}) SET c = row.properties MERGE (c)-[:SUBJECT]->(s)
       WITH c, row MATCH (o:Entity {id: row.object}) MERGE (c)-[:OBJECT]->(o)`,
      plain('Claim').map((row) => ({
        ...row,
        subject: subjects.get(row.id as string),
        object: objects.get(row.id as string) ?? null,
      })),
    ],
    [
      `UNWIND $rows AS row MATCH (claim:Claim {id: row.claim}), (article:Article {id: row.article})
       CREATE (c:Citation) SET c = row.properties CREATE (c)-[:EVIDENCE_FOR]->(claim), (c)-[:FROM]->(article)`,
      plain('Citation').map((row) => ({
        ...row,
        claim: claims.get(row.id as string),
        article: articles.get(row.id as string),
      })),
    ],
    [
      `UNWIND $rows AS row MATCH (c:Citation {id: row.from}), (e:Entity {id: row.to})
       CREATE (c)-[r:ASSERTED_BY]->(e) SET r = row.properties`,
      of('ASSERTED_BY'),
    ],
    ['UNWIND $rows AS row CREATE (c:Change) SET c = row.properties', plain('Change')],
    [
      `UNWIND $rows AS row MATCH (s:Entity {id: row.from}), (o:Entity {id: row.to})
       CREATE (s)-[r:$(row.type)]->(o) SET r = row.properties`,
      relationships.filter(({ properties }) => properties.claimId !== undefined),
    ],
    [
      'UNWIND $rows AS row MATCH (a:Article {id: row.from}), (b:Article {id: row.to}) MERGE (a)-[:DERIVED_FROM]->(b)',
      of('DERIVED_FROM'),
    ],
    [
      `UNWIND $rows AS row MATCH (s:Source {id: row.from}), (e:Entity {id: row.to})
       MERGE (s)-[:AFFILIATED_WITH_ENTITY]->(e)`,
      of('AFFILIATED_WITH_ENTITY'),
    ],
  ];
}
