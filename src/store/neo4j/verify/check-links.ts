import { type EntityDeclarations, searchableEntity } from '../../../domain/declarations.js';
import { textKey } from '../../../domain/declared-texts.js';
import type { Article, Citation, Claim, Entity } from '../../../domain/records.js';
import { openSealed } from '../../sealed-json.js';
import type { Collector } from '../../verify/report.js';
import type { ArticleDeclarations } from '../../write/article-declarations.js';
import { createSetKeys } from '../../write/declared-set-keys.js';
import { declaredByEntity } from '../../write/merge-declarations.js';
import { matchByIndex, type Query, type Row } from '../connection/cypher.js';
import { EVIDENCE_TYPES_AT_ENTITIES } from '../schema/labels.js';
import { dateNodes } from '../write/dates.js';
import { periodNodes } from '../write/periods.js';
import { RELATIONSHIP_ROWS, readRelationshipRow } from '../write/relationships.js';
import { textNodes } from '../write/texts.js';
import { type CheckPage, type InSnapshot, sameValue } from './check-nodes.js';

/** What must be around the nodes of a label: a statement that reads it, and what it must return for each. */
interface Surroundings {
  /** For `n`, returns `id` and `found`, a list. */
  readonly read: string;
  readonly expected: (node: Row) => readonly unknown[];
  /** For people. */
  readonly name: string;
}

/** Checks the relationships of nodes, and the nodes that are made of them, against their records. */
export function checkLinks(collector: Collector): CheckPage {
  return async (query, label, nodes) => {
    for (const { read, expected, name } of SURROUNDINGS[label] ?? []) {
      const found = await readFound(query, label, read, nodes);
      for (const node of nodes)
        if (!sameRows(found.get(node.id as string) ?? [], expected(node)))
          collector.report(
            `${label} ${String(node.id)}`,
            `${name} are not what follows from its record`,
            'rebuild',
          );
    }
    if (label === 'Claim') await checkClaimRelationships(query, collector, nodes);
    if (label === 'Article') await checkDeclaredTexts(query, collector, nodes);
  };
}

async function readFound(
  query: Query,
  label: string,
  read: string,
  nodes: readonly Row[],
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const ids = nodes.map(({ id }) => id);
  const rows = await query(`UNWIND $ids AS id ${matchByIndex('n', label, { id: 'id' })} ${read}`, { ids });
  return new Map(rows.map(({ id, found }) => [id as string, found as readonly unknown[]]));
}

/** In any order. Of a found node only the properties that are expected count. */
function sameRows(found: readonly unknown[], expected: readonly unknown[]): boolean {
  const names = expected.flatMap((one) => (typeof one === 'object' && one !== null ? Object.keys(one) : []));
  const keyOf = (one: unknown): string =>
    typeof one !== 'object' || one === null || Array.isArray(one)
      ? JSON.stringify(one)
      : JSON.stringify([...new Set(names)].sort().map((name) => (one as Row)[name] ?? null));
  const sorted = (rows: readonly unknown[]) => rows.map(keyOf).sort();
  return sameValue(sorted(found), sorted(expected));
}

const collected = (match: string, value: string) =>
  `OPTIONAL MATCH ${match} RETURN id, collect(${value}) AS found`;
const TEXTS = collected('(t:Text {recordId: id}) WHERE t.replacedAt IS NULL', 'properties(t)');
const recordOf = <T>(node: Row): T => openSealed<T>(node.record, node.id as string);

const SURROUNDINGS: Readonly<Record<string, readonly Surroundings[]>> = {
  Source: [
    {
      name: 'its relationships AFFILIATED_WITH_ENTITY',
      read: collected('(n)-[:AFFILIATED_WITH_ENTITY]->(e)', 'e.id'),
      expected: ({ affiliation }) => (affiliation == null ? [] : [affiliation]),
    },
  ],
  Entity: [
    {
      name: 'its search texts',
      read: TEXTS,
      expected: (node) => {
        const entity = recordOf<Entity>(node);
        const record = searchableEntity(entity, openSealed<EntityDeclarations>(node.declarations));
        return textNodes({ record, kind: entity.kind });
      },
    },
  ],
  Article: [
    {
      name: 'its search texts',
      read: TEXTS,
      expected: (node) => textNodes({ record: recordOf<Article>(node), kind: null }),
    },
    {
      name: 'its relationships PUBLISHED_BY',
      read: collected('(n)-[:PUBLISHED_BY]->(s)', 's.id'),
      expected: ({ sourceId }) => [sourceId],
    },
    {
      name: 'its relationships DERIVED_FROM',
      // Only an original that is stored is linked.
      read: `OPTIONAL MATCH (original:Article {id: n.derivedFrom})
             WITH id, COLLECT { MATCH (n)-[:DERIVED_FROM]->(o) RETURN o.id } AS linked,
               CASE WHEN original IS NULL THEN [] ELSE [original.id] END AS stored
             RETURN id, CASE WHEN linked = stored THEN [] ELSE ['other'] END AS found`,
      expected: () => [],
    },
  ],
  Citation: [
    {
      name: 'its relationships to its claim and article',
      read: `RETURN id, COLLECT { MATCH (n)-[:EVIDENCE_FOR]->(c) RETURN c.id } + COLLECT { MATCH (n)-[:FROM]->(a) RETURN a.id } AS found`,
      expected: ({ claimId, articleId }) => [claimId, articleId],
    },
    {
      name: 'its relationships ASSERTED_BY',
      read: collected('(n)-[r:ASSERTED_BY]->(e)', "e.id + ' ' + toString(r.position)"),
      expected: (node) => recordOf<Citation>(node).assertedBy.map((id, position) => `${id} ${position}`),
    },
  ],
  Claim: [
    {
      name: 'its relationships SUBJECT and OBJECT',
      read: `RETURN id, COLLECT { MATCH (n)-[:SUBJECT]->(e) RETURN 'S ' + e.id } + COLLECT { MATCH (n)-[:OBJECT]->(e) RETURN 'O ' + e.id } AS found`,
      expected: ({ subjectId, objectId }) => [
        `S ${subjectId}`,
        ...(objectId == null ? [] : [`O ${objectId}`]),
      ],
    },
    {
      name: 'its periods',
      read: collected('(p:ClaimPeriod)-[:PERIOD_OF]->(n)', 'properties(p)'),
      expected: (node) => periodNodes(recordOf<Claim>(node)),
    },
    {
      name: 'its dates',
      read: collected('(d:ClaimDate {claimId: id}) WHERE d.replacedAt IS NULL', 'properties(d)'),
      expected: (node) => dateNodes(recordOf<Claim>(node)),
    },
  ],
};

/** The relationships between entities, whose types tell the status, against the claims. */
async function checkClaimRelationships(
  query: Query,
  { report, count }: Collector,
  nodes: readonly Row[],
): Promise<void> {
  const rows = await query(
    `${RELATIONSHIP_ROWS},
       COLLECT { MATCH (:Entity {id: c.subjectId})-[r {claimId: id}]->(:Entity {id: c.objectId})
         RETURN {type: type(r), properties: r {.*, knownFrom: [d IN r.knownFrom | toString(d)], knownTo: [d IN r.knownTo | toString(d)]}} } AS found`,
    { ids: nodes.map(({ id }) => id) },
  );
  for (const row of rows) {
    count('relationships of claims');
    const { id, type, properties, days } = readRelationshipRow(row);
    const expected: Row = { ...properties, ...days };
    const [found, ...others] = row.found as { type: string; properties: Row }[];
    const where = `Claim ${id}`;
    if (found === undefined) report(where, `its relationship ${type} is missing`, 'rebuild');
    else if (others.length > 0) report(where, 'it has several relationships', 'rebuild');
    else if (found.type !== type)
      report(where, `its relationship is ${found.type}; its status and predicate give ${type}`, 'rebuild');
    else {
      const wrong = Object.keys(expected).find((name) => !sameValue(expected[name], found.properties[name]));
      if (wrong !== undefined)
        report(where, `${wrong} of its relationship ${type} contradicts the claim`, 'rebuild');
    }
  }
}

const DECLARED = 'declared names and descriptions';

/** By the texts of articles: no index finds the declarations of an article. */
async function checkDeclaredTexts(
  query: Query,
  { report, count }: Collector,
  articles: readonly Row[],
): Promise<void> {
  const keyOf = createSetKeys();
  const rows = articles.flatMap((node) => {
    const declared = openSealed<ArticleDeclarations>(node.declarations);
    return [...declaredByEntity({ article: recordOf<Article>(node), declared }).values()].map((texts) => ({
      articleId: node.id,
      setKey: keyOf(texts),
      texts: texts.map(({ entityId, role, text }) => `${entityId} ${role} ${textKey(text)} ${text}`),
    }));
  });
  const missing = await query(
    `UNWIND $rows AS row
     WITH row, COUNT { MATCH (t:TextDeclaration {setKey: row.setKey, articleId: row.articleId}) WHERE t.replacedAt IS NULL } AS n,
       COLLECT { MATCH (d:DeclaredText {setKey: row.setKey})
         RETURN d.entityId + ' ' + d.role + ' ' + d.textKey + ' ' + d.text } AS found
     WHERE n <> 1 OR size(found) <> size(row.texts) OR any(text IN row.texts WHERE NOT text IN found)
     RETURN DISTINCT row.articleId AS id`,
    { rows },
  );
  for (const _ of rows) count(DECLARED);
  for (const { id } of missing)
    report(`Article ${String(id)}`, `its ${DECLARED} are not what follows from its record`, 'rebuild');
}

/** Relationships and nodes that no record explains. */
export async function checkOrphans(inSnapshot: InSnapshot, { report, result }: Collector): Promise<void> {
  const types = EVIDENCE_TYPES_AT_ENTITIES.map((type) => `'${type}'`).join(', ');
  const orphans: readonly (readonly [name: string, match: string])[] = [
    [
      'relationships between entities belong to no claim',
      `MATCH (s:Entity)-[r]->(o:Entity) WHERE NOT type(r) IN [${types}]
         AND NOT EXISTS { MATCH (c:Claim {id: r.claimId}) WHERE c.subjectId = s.id AND c.objectId = o.id }`,
    ],
    ['periods belong to no claim', 'MATCH (p:ClaimPeriod) WHERE NOT EXISTS { (p)-[:PERIOD_OF]->(:Claim) }'],
    [
      'current dates belong to no claim',
      'MATCH (d:ClaimDate) WHERE d.replacedAt IS NULL AND NOT EXISTS { MATCH (:Claim {id: d.claimId}) }',
    ],
    [
      'current search texts belong to no record',
      `MATCH (t:Text) WHERE t.replacedAt IS NULL AND NOT EXISTS { MATCH (:Entity {id: t.recordId}) }
         AND NOT EXISTS { MATCH (:Article {id: t.recordId}) }`,
    ],
    ['claims have no citation', 'MATCH (c:Claim) WHERE NOT EXISTS { (c)<-[:EVIDENCE_FOR]-(:Citation) }'],
  ];
  for (const [name, match] of orphans) {
    const [row] = await inSnapshot((query) => query(`${match} RETURN count(*) AS n`));
    const n = row?.n as number;
    if (n > 0) report('the graph', `${n} ${name}`, 'rebuild');
  }
  const { findingCount, checked } = result();
  const [declared] = await inSnapshot((query) =>
    query('MATCH (t:TextDeclaration) WHERE t.replacedAt IS NULL RETURN count(t) AS n'),
  );
  // Those of a damaged article were not counted.
  if (findingCount === 0 && declared?.n !== (checked[DECLARED] ?? 0))
    report('the graph', `it has ${DECLARED} that no article declares, or was written meanwhile`, 'rebuild');
}
