import Database from 'libsql';
import type { Article, Citation, Claim, Entity, Source } from '#ascribe/domain/records.js';
import { isLive } from '#ascribe/domain/records.js';
import { labelOf, relationshipType } from '#ascribe/store/neo4j/schema/labels.js';
import { MIGRATIONS, schemaVersion } from '#ascribe/store/neo4j/schema/migrate.js';
import { articleOrderKey, citationOrderKey } from '#ascribe/store/neo4j/schema/order-keys.js';
import { claimProperties } from '#ascribe/store/neo4j/write/save-claims.js';
import { quoteTokens, type SearchableRecord, textNodes } from '#ascribe/store/neo4j/write/texts.js';
import { sealJson } from '#ascribe/store/sealed-json.js';
import { wrapDatabase } from '#ascribe/store/sqlite/connection/connection.js';
import { openDeclarations } from '#ascribe/store/sqlite/schema/article-declarations.js';
import {
  CITATION_COLUMNS,
  toArticle,
  toCitation,
  toClaim,
  toEntity,
  toSource,
} from '#ascribe/store/sqlite/schema/row-mapping.js';

type Properties = Readonly<Record<string, unknown>>;
export interface Node {
  readonly id: string;
  readonly labels: readonly string[];
  readonly properties: Properties;
}
export interface Relationship {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly properties: Properties;
}
/** Rows with the same properties. */
export interface Rows<T> {
  readonly name: string;
  readonly rows: () => Iterable<T>;
}

/** Some tables have times in milliseconds from 1970. */
const timeOf = ({ recorded_at: time }: Record<string, unknown>): string =>
  typeof time === 'number' ? new Date(time).toISOString() : (time as string);

/**
 * The nodes and relationships that the Neo4j store would write for the content of an SQLite store. Omits the log of changes and the
 * declarations of articles, and dates, because the graphs of this bench have none.
 */
export function readGraphRows(file: string): {
  readonly nodes: readonly Rows<Node>[];
  readonly relationships: readonly Rows<Relationship>[];
} {
  const db = new Database(file, { readonly: true });
  function* all<T>(sql: string, read: (row: Record<string, unknown>) => T): Generator<T> {
    for (const row of db.prepare(sql).iterate()) yield read(row as Record<string, unknown>);
  }
  const declarationsOf = (row: Record<string, unknown>) => {
    const [article] = openDeclarations(wrapDatabase(db), [row]);
    return sealJson(article?.declared ?? {}, row.digest as string);
  };
  const node = (labels: readonly string[], properties: Properties): Node => ({
    id: properties.id as string,
    labels,
    properties,
  });
  const relationship = (
    type: string,
    from: string,
    to: string,
    properties: Properties = {},
  ): Relationship => ({
    type,
    from,
    to,
    properties,
  });
  const recorded = (row: Record<string, unknown>) => ({ recordedAt: timeOf(row) });
  const nodes: Rows<Node>[] = [
    {
      name: 'state',
      rows: () => [node(['Ascribe'], { id: 'ascribe', schema: schemaVersion(MIGRATIONS), changes: 0 })],
    },
    {
      name: 'source',
      rows: () =>
        all('SELECT * FROM source', (row) => {
          const source: Source = toSource(row);
          return node(['Source'], {
            ...source,
            record: sealJson(source, timeOf(row)),
            declarations: row.declarations,
            ...recorded(row),
          });
        }),
    },
    {
      name: 'entity',
      rows: () =>
        all('SELECT * FROM entity', (row) => {
          const entity: Entity = toEntity(row);
          return node(['Entity', labelOf(entity.kind)], {
            ...entity,
            identifiers: entity.identifiers.map(({ scheme, value }) => `${scheme}:${value}`),
            record: sealJson(entity, timeOf(row)),
            declarations: row.declarations,
            ...recorded(row),
          });
        }),
    },
    {
      name: 'article',
      rows: () =>
        all('SELECT * FROM article', (row) => {
          const article: Article = toArticle(row);
          return node(['Article'], {
            ...article,
            live: isLive(article),
            orderKey: articleOrderKey(article),
            record: sealJson(article, timeOf(row)),
            digest: row.digest,
            declarations: declarationsOf(row),
            ...recorded(row),
          });
        }),
    },
    {
      name: 'claim',
      rows: () =>
        all('SELECT * FROM claim', (row) => {
          const claim: Claim = toClaim(row);
          const { subjectId, predicate, objectId, value } = claim;
          return node(['Claim'], {
            ...claimProperties(claim, timeOf(row)),
            subjectId,
            predicate,
            objectId,
            value: value === null ? null : JSON.stringify(value),
            ...recorded(row),
          });
        }),
    },
    {
      name: 'citation',
      rows: () =>
        all(`SELECT ${CITATION_COLUMNS} FROM citation`, (row) => {
          const citation: Citation = toCitation(row);
          const { id, claimId, articleId, quote, stance, modality, credibility, assertedBy } = citation;
          return node(['Citation'], {
            ...{ id, claimId, articleId, quote, stance, modality, credibility, assertedBy },
            orderKey: citationOrderKey(citation),
            record: sealJson(citation, timeOf(row)),
            tokens: quoteTokens(citation),
            ...recorded(row),
          });
        }),
    },
  ];
  const texts = (
    name: string,
    sql: string,
    read: (row: Record<string, unknown>) => SearchableRecord,
  ): Rows<Node> => ({
    name: `texts of ${name}`,
    rows: function* () {
      for (const row of all(sql, (row) => row))
        for (const text of textNodes(read(row)))
          yield { id: '', labels: ['Text'], properties: { ...text, ...recorded(row) } };
    },
  });
  nodes.push(
    texts('entities', 'SELECT * FROM entity', (row) => {
      const record = toEntity(row);
      return { record, kind: record.kind };
    }),
    texts('articles', 'SELECT * FROM article', (row) => ({ record: toArticle(row), kind: null })),
  );
  const ids = (sql: string, type: string): Rows<Relationship> => ({
    name: type.toLowerCase(),
    rows: () => all(sql, ({ a, b }) => relationship(type, a as string, b as string)),
  });
  const claimId = (column: string) => `'claim:' || lower(hex(${column}))`;
  const citationId = "'citation:' || lower(hex(citation.id))";
  const relationships: Rows<Relationship>[] = [
    ids(`SELECT ${claimId('id')} AS a, subject_id AS b FROM claim`, 'SUBJECT'),
    ids(`SELECT ${claimId('id')} AS a, object_id AS b FROM claim WHERE object_id IS NOT NULL`, 'OBJECT'),
    ids(`SELECT ${citationId} AS a, ${claimId('claim_id')} AS b FROM citation`, 'EVIDENCE_FOR'),
    ids(`SELECT ${citationId} AS a, article.id AS b FROM citation JOIN article ON key = article_key`, 'FROM'),
    ids('SELECT id AS a, source_id AS b FROM article', 'PUBLISHED_BY'),
    ids(
      'SELECT id AS a, derived_from AS b FROM article WHERE derived_from IN (SELECT id FROM article)',
      'DERIVED_FROM',
    ),
    ids(
      'SELECT id AS a, affiliation AS b FROM source WHERE affiliation IS NOT NULL',
      'AFFILIATED_WITH_ENTITY',
    ),
    {
      name: 'asserted_by',
      rows: () =>
        [...all(`SELECT ${CITATION_COLUMNS} FROM citation WHERE speaker_id IS NOT NULL`, toCitation)].flatMap(
          ({ id, assertedBy }) =>
            assertedBy.map((speaker, position) => relationship('ASSERTED_BY', id, speaker, { position })),
        ),
    },
    {
      name: 'claims',
      rows: () =>
        all(
          `SELECT *, (SELECT json_group_array(article_id) FROM (
             SELECT DISTINCT article.id AS article_id FROM citation JOIN article ON key = article_key
             WHERE claim_id = claim.id AND live = 1 ORDER BY article_id)) AS articles
           FROM claim WHERE object_id IS NOT NULL`,
          (row) => {
            const { id, subjectId, objectId, predicate, status, confidence } = toClaim(row);
            return relationship(relationshipType(status, predicate), subjectId, objectId as string, {
              claimId: id,
              articleIds: JSON.parse(row.articles as string),
              confidence,
            });
          },
        ),
    },
  ];
  return { nodes, relationships };
}
