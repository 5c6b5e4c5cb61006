import type { Driver, ManagedTransaction } from 'neo4j-driver';

type Properties = Record<string, unknown>;
interface Node {
  readonly labels: readonly string[];
  readonly properties: Properties;
}
interface Relationship {
  readonly from: string;
  readonly fromLabel: string;
  readonly to: string;
  readonly toLabel: string;
  readonly type: string;
  readonly properties: Properties;
}
/** What one transaction of an import left. */
interface Part {
  readonly nodes: Node[];
  readonly relationships: Relationship[];
}

/** The label of a node whose ids are indexed. */
const indexed = (node: string) =>
  `[label IN labels(${node}) WHERE label IN ['Entity', 'Source', 'Article', 'Claim', 'Citation']][0]`;

/** The whole graph, as one part for each transaction that wrote it, from the timestamps of its records. */
export async function readParts(driver: Driver): Promise<Part[]> {
  const rows = async <T>(cypher: string) =>
    (await driver.executeQuery(cypher)).records.map((record) => record.get(0) as T);
  const nodes = await rows<Node>(
    'MATCH (n) WHERE NOT n:Ascribe RETURN {labels: labels(n), properties: properties(n)}',
  );
  const ties = await rows<Relationship>(
    `MATCH (a)-[r]->(b) RETURN {from: a.id, fromLabel: ${indexed('a')}, to: b.id, toLabel: ${indexed('b')}, type: type(r), properties: properties(r)}`,
  );
  const timeOf = ({ replacedAt, recordedAt, at }: Properties) => String(replacedAt ?? recordedAt ?? at ?? '');
  const times = [...new Set(nodes.map(({ properties }) => timeOf(properties)))].sort();
  const parts = new Map(times.map((time) => [time, { nodes: [], relationships: [] } as Part]));
  const timeOfId = new Map<unknown, string>();
  for (const node of nodes) {
    const time = timeOf(node.properties);
    parts.get(time)?.nodes.push(node);
    if (node.properties.id !== undefined && !node.labels.some((label) => label.startsWith('Past')))
      timeOfId.set(node.properties.id, time);
  }
  for (const tie of ties) {
    const later = [timeOfId.get(tie.from) ?? '', timeOfId.get(tie.to) ?? ''].sort().at(-1);
    parts.get(later as string)?.relationships.push(tie);
  }
  return times.map((time) => parts.get(time) as Part);
}

/** Writes each part in one transaction, with one statement for each kind of node and relationship. */
export async function writeParts(driver: Driver, parts: readonly Part[]): Promise<void> {
  const session = driver.session();
  try {
    for (const part of parts) await session.executeWrite((transaction) => writePart(transaction, part));
  } finally {
    await session.close();
  }
}

async function writePart(transaction: ManagedTransaction, { nodes, relationships }: Part): Promise<void> {
  const statements = [
    ...group(nodes, ({ labels }) => labels.join(':')).map(([labels, rows]) => ({
      cypher: `UNWIND $rows AS row CREATE (n:${labels}) SET n = row`,
      rows: rows.map(({ properties }) => properties),
    })),
    ...group(relationships, ({ fromLabel, toLabel }) => `${fromLabel} ${toLabel}`).map(([, rows]) => ({
      cypher: `UNWIND $rows AS row MATCH (a:${rows[0]?.fromLabel} {id: row.from}), (b:${rows[0]?.toLabel} {id: row.to})
               CREATE (a)-[r:$(row.type)]->(b) SET r = row.properties`,
      rows,
    })),
  ];
  await Promise.all(statements.map(({ cypher, rows }) => transaction.run(cypher, { rows })));
}

function group<T>(rows: readonly T[], keyOf: (row: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const known = groups.get(keyOf(row));
    if (known === undefined) groups.set(keyOf(row), [row]);
    else known.push(row);
  }
  return [...groups];
}
