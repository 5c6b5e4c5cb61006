import { isLive } from '../../../domain/records.js';
import type { WritePort } from '../../write/write-port.js';
import type { Query } from '../connection/cypher.js';
import { labelOf } from '../schema/labels.js';
import { articleOrderKey } from '../schema/order-keys.js';
import type { ArchiveVersion } from './archive-version.js';
import { saveTexts } from './texts.js';

type SaveInput<Name extends 'saveSources' | 'saveEntities' | 'saveArticles'> = Parameters<WritePort[Name]>[0];

// Each function passes all its statements to the driver before it first waits, in the order in which they must run: see PipelinedWrites.

export async function saveSources(
  query: Query,
  sources: SaveInput<'saveSources'>,
  now: string,
  archive: ArchiveVersion,
): Promise<void> {
  const [changed, unchanged] = partitionChanged(sources);
  const rows = changed.map(({ source, declarations }) => ({
    ...source,
    record: JSON.stringify(source),
    declarations: JSON.stringify(declarations),
    recordedAt: now,
  }));
  const ids = changed.map(({ source }) => source.id);
  await Promise.all([
    saveDeclarations(
      query,
      'Source',
      unchanged.map(({ source, declarations }) => ({ id: source.id, declarations })),
    ),
    archive('Source', ids),
    query('UNWIND $rows AS row MERGE (s:Source {id: row.id}) SET s += row', { rows }),
  ]);
}

export async function saveEntities(
  query: Query,
  entities: SaveInput<'saveEntities'>,
  now: string,
  archive: ArchiveVersion,
): Promise<void> {
  const [changed, unchanged] = partitionChanged(entities);
  const rows = changed.map(({ entity, declarations }) => {
    const { id, kind, name, aliases, description, identifiers } = entity;
    return {
      id,
      label: labelOf(kind),
      properties: {
        id,
        kind,
        name,
        aliases,
        description,
        identifiers: identifiers.map(({ scheme, value }) => `${scheme}:${value}`),
        record: JSON.stringify(entity),
        declarations: JSON.stringify(declarations),
        recordedAt: now,
      },
    };
  });
  const ids = rows.map(({ id }) => id);
  await Promise.all([
    saveDeclarations(
      query,
      'Entity',
      unchanged.map(({ entity, declarations }) => ({ id: entity.id, declarations })),
    ),
    archive('Entity', ids),
    query(
      'UNWIND $rows AS row MERGE (e:Entity {id: row.id}) ON CREATE SET e:$(row.label) SET e += row.properties',
      { rows },
    ),
    saveTexts(
      query,
      changed.map(({ entity }) => ({ record: entity, kind: entity.kind })),
      now,
    ),
  ]);
}

/** Separates the records that changed from those whose declaration counts alone changed. */
function partitionChanged<T extends { readonly changed: boolean }>(
  saved: readonly T[],
): [changed: T[], unchanged: T[]] {
  return [saved.filter(({ changed }) => changed), saved.filter(({ changed }) => !changed)];
}

async function saveDeclarations(
  query: Query,
  label: 'Source' | 'Entity',
  records: readonly { readonly id: string; readonly declarations: object }[],
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ id, declarations }) => ({ id, declarations: JSON.stringify(declarations) }));
  await query(`UNWIND $rows AS row MATCH (n:${label} {id: row.id}) SET n.declarations = row.declarations`, {
    rows,
  });
}

export async function saveArticles(
  query: Query,
  articles: SaveInput<'saveArticles'>,
  now: string,
  archive: ArchiveVersion,
): Promise<void> {
  if (articles.length === 0) return;
  const ids = articles.map(({ article }) => article.id);
  const rows = articles.map(({ article, digest, declared }) => ({
    ...article,
    live: isLive(article),
    orderKey: articleOrderKey(article),
    record: JSON.stringify(article),
    digest,
    declarations: JSON.stringify(declared),
    recordedAt: now,
  }));
  await Promise.all([
    archive('Article', ids),
    query(
      `UNWIND $rows AS row MERGE (a:Article {id: row.id}) SET a += row
       WITH a OPTIONAL MATCH (a)-[old:PUBLISHED_BY|DERIVED_FROM]->() DELETE old
       WITH DISTINCT a MATCH (s:Source {id: a.sourceId}) CREATE (a)-[:PUBLISHED_BY]->(s)`,
      { rows },
    ),
    // Links only stored articles. An original may be imported after its copies, so link in both directions.
    query(
      `MATCH (a:Article) WHERE a.id IN $ids AND a.derivedFrom IS NOT NULL
       MATCH (original:Article {id: a.derivedFrom}) MERGE (a)-[:DERIVED_FROM]->(original)`,
      { ids },
    ),
    query(
      `MATCH (original:Article) WHERE original.id IN $ids
       MATCH (a:Article {derivedFrom: original.id}) MERGE (a)-[:DERIVED_FROM]->(original)`,
      { ids },
    ),
    saveTexts(
      query,
      articles.map(({ article }) => ({ record: article, kind: null })),
      now,
    ),
  ]);
}
