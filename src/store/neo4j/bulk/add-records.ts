import {
  type EntityDeclarations,
  type SourceDeclarations,
  searchableEntity,
} from '../../../domain/declarations.js';
import type { Citation, Claim, Entity } from '../../../domain/records.js';
import type { Searchable } from '../../../domain/search/search.js';
import { openSealed, unseal } from '../../sealed-json.js';
import type { SqliteConnection, Row as SqliteRow } from '../../sqlite/connection/connection.js';
import { openDeclarations } from '../../sqlite/schema/article-declarations.js';
import { hasTimesInMs, timeOfMs } from '../../sqlite/schema/as-of.js';
import {
  CITATION_COLUMNS,
  CLAIM_COLUMNS,
  toArticle,
  toCitation,
  toClaim,
  toEntity,
  toSource,
} from '../../sqlite/schema/row-mapping.js';
import type { Row } from '../connection/cypher.js';
import type { VersionedRecord } from '../schema/as-of.js';
import { labelOf } from '../schema/labels.js';
import { pastProperties } from '../write/archive-version.js';
import { periodNodes } from '../write/periods.js';
import { toRelationshipRow } from '../write/relationships.js';
import { articleProperties } from '../write/save-articles.js';
import { citationProperties, newClaimProperties } from '../write/save-claims.js';
import { entityProperties, sourceProperties } from '../write/save-entities-and-sources.js';
import { type SearchableRecord, textNodes } from '../write/texts.js';
import type { GraphTables } from './graph-tables.js';

/** A table of an SQLite store, and how to add each of its rows to the graph. */
export interface TableReader {
  readonly sql: string;
  readonly add: (row: SqliteRow) => void;
}

/** The records, their earlier versions, and the nodes and relationships that follow from them. */
export function recordReaders(db: SqliteConnection, tables: GraphTables): TableReader[] {
  return [
    ...entityReaders(db, tables),
    ...sourceReaders(tables),
    ...articleReaders(db, tables),
    ...claimReaders(tables),
    ...citationReaders(tables),
  ];
}

/** The current table and that of earlier versions. `add` gets the time of a row, and null or the time when it was replaced. */
function bothVersions(
  table: 'entity' | 'source' | 'article' | 'claim' | 'citation',
  columns: string,
  add: (row: SqliteRow, recordedAt: string, replacedAt: string | null) => void,
): TableReader[] {
  const timeOf = (stored: unknown) => (hasTimesInMs(table) ? timeOfMs(stored) : (stored as string));
  return [
    { sql: `SELECT ${columns} FROM ${table}`, add: (row) => add(row, timeOf(row.recorded_at), null) },
    {
      sql: `SELECT ${columns}, replaced_at FROM ${table}_version`,
      add: (row) => add(row, timeOf(row.recorded_at), timeOf(row.replaced_at)),
    },
  ];
}

function addPast(tables: GraphTables, record: VersionedRecord, properties: Row, replacedAt: string): void {
  tables.add(`past${record}`, [], pastProperties(record, properties, replacedAt));
}

const withoutId = ({ id: _, ...properties }: Row): Row => properties;

function entityReaders(db: SqliteConnection, tables: GraphTables): TableReader[] {
  return bothVersions('entity', '*', (row, recordedAt, replacedAt) => {
    const entity = toEntity(row);
    const properties = { ...entityProperties(entity, recordedAt), recordedAt };
    if (replacedAt !== null) addPast(tables, 'Entity', properties, replacedAt);
    else
      tables.add('entity', [entity.id, ['Entity', labelOf(entity.kind)]], {
        ...withoutId(properties),
        declarations: row.declarations,
      });
    addTexts(
      db,
      tables,
      { record: searchableVersion(entity, row, replacedAt), kind: entity.kind },
      recordedAt,
    );
  });
}

/** An earlier version does not say whether articles declared it; its texts do. */
const searchableVersion = (entity: Entity, row: SqliteRow, replacedAt: string | null) =>
  replacedAt === null ? searchableEntity(entity, openSealed<EntityDeclarations>(row.declarations)) : entity;

/** Adds the texts that a record got at this time. If only other things of it changed then, it kept its earlier texts. */
function addTexts(
  db: SqliteConnection,
  tables: GraphTables,
  searchable: SearchableRecord,
  recordedAt: string,
): void {
  const { record, kind } = searchable;
  const stored = db.all(
    'SELECT normalized, replaced_at FROM text WHERE record_id = ? AND recorded_at = ? ORDER BY row',
    record.id,
    recordedAt,
  );
  if (stored.length === 0) return;
  const candidates: readonly (Searchable & { readonly id: string })[] = [record, { id: record.id }];
  const texts = candidates
    .map((one) => textNodes({ record: one, kind }))
    .find(
      (nodes) =>
        JSON.stringify(nodes.map(({ normalized }) => normalized)) ===
        JSON.stringify(stored.map(({ normalized }) => normalized)),
    );
  for (const text of texts ?? [])
    tables.add('text', [], { ...text, recordedAt, replacedAt: stored[0]?.replaced_at });
}

function sourceReaders(tables: GraphTables): TableReader[] {
  return bothVersions('source', '*', (row, recordedAt, replacedAt) => {
    const source = toSource(row);
    if (replacedAt !== null) {
      const properties = sourceProperties(source, {} as SourceDeclarations, recordedAt);
      return addPast(tables, 'Source', properties, replacedAt);
    }
    const declarations = openSealed<SourceDeclarations>(row.declarations);
    tables.add('source', [source.id], withoutId(sourceProperties(source, declarations, recordedAt)));
    if (source.affiliation !== null) tables.add('affiliatedWith', [source.id, source.affiliation]);
  });
}

function articleReaders(db: SqliteConnection, tables: GraphTables): TableReader[] {
  const columns = 'id, record, declarations, recorded_at';
  return bothVersions('article', columns, (row, recordedAt, replacedAt) => {
    const article = toArticle(row);
    const [opened] = openDeclarations(db, [row]);
    if (opened === undefined) throw new Error(`${article.id} has no declarations`);
    const { note: digest } = unseal(row.declarations, article.id);
    const properties = articleProperties({ article, digest, declared: opened.declared }, recordedAt);
    addTexts(db, tables, { record: article, kind: null }, recordedAt);
    if (replacedAt !== null) return addPast(tables, 'Article', properties, replacedAt);
    tables.add('article', [article.id], withoutId(properties));
    tables.add('publishedBy', [article.id, article.sourceId]);
    const original = article.derivedFrom;
    // The original need not be in the store.
    if (original !== null && db.all('SELECT 1 FROM article WHERE id = ?', original).length > 0)
      tables.add('derivedFrom', [article.id, original]);
  });
}

/** The ids of the live articles that cite a claim, as a JSON list. */
const LIVE_ARTICLE_IDS = `(SELECT json_group_array(DISTINCT a.id) FROM citation AS c JOIN article AS a ON a.key = c.article_key
  WHERE c.claim_id = claim.id AND a.live = 1) AS article_ids`;

function claimReaders(tables: GraphTables): TableReader[] {
  let periods = 0;
  const addRelationships = (claim: Claim) => {
    const { id, subjectId, objectId } = claim;
    tables.add('subject', [id, subjectId]);
    if (objectId !== null) tables.add('object', [id, objectId]);
    for (const period of periodNodes(claim)) {
      periods += 1;
      tables.add('claimPeriod', [String(periods)], period);
      tables.add('periodOf', [String(periods), id]);
    }
  };
  const [current, past] = bothVersions('claim', CLAIM_COLUMNS, (row, recordedAt, replacedAt) => {
    const claim = toClaim(row);
    const properties = newClaimProperties(claim, recordedAt);
    if (replacedAt !== null) return addPast(tables, 'Claim', properties, replacedAt);
    addRelationships(claim);
    if (claim.objectId === null) return tables.add('claim', [claim.id], withoutId(properties));
    const articleIds = (JSON.parse(row.article_ids as string) as string[]).sort();
    const relationship = toRelationshipRow({ claim, articleIds, oldKey: null });
    tables.add('claim', [claim.id], {
      ...withoutId(properties),
      relationshipKey: relationship.key,
    });
    tables.add('between', [claim.subjectId, claim.objectId, relationship.type], {
      ...relationship.properties,
      ...relationship.days,
    });
  });
  const sql = `SELECT ${CLAIM_COLUMNS}, ${LIVE_ARTICLE_IDS} FROM claim`;
  return [{ ...(current as TableReader), sql }, past as TableReader];
}

function citationReaders(tables: GraphTables): TableReader[] {
  return bothVersions('citation', CITATION_COLUMNS, (row, recordedAt, replacedAt) => {
    const citation = toCitation(row);
    const properties = citationProperties(citation, recordedAt);
    if (replacedAt !== null) return addPast(tables, 'Citation', properties, replacedAt);
    tables.add('citation', [citation.id], withoutId(properties));
    addLinks(tables, citation);
  });
}

function addLinks(tables: GraphTables, { id, claimId, articleId, assertedBy }: Citation): void {
  tables.add('evidenceFor', [id, claimId]);
  tables.add('from', [id, articleId]);
  for (const [position, speaker] of assertedBy.entries())
    tables.add('assertedBy', [id, speaker], { position });
}
