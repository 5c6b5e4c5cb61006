import { isLive } from '../../domain/records.js';
import type { Tables } from '../tables.js';
import { wordsOf } from '../words.js';
import { labelOf } from './labels.js';
import { keepPast } from './moments.js';
import { articleOrder } from './order-keys.js';
import type { Query } from './query.js';
import { indexedWords } from './search.js';

type Saved<Name extends 'saveSources' | 'saveEntities' | 'saveArticles'> = Parameters<Tables[Name]>[0];

export async function saveSources(query: Query, sources: Saved<'saveSources'>, now: string): Promise<void> {
  const [changed, counted] = parted(sources);
  await saveDeclarations(
    query,
    'Source',
    counted.map(({ source, declarations }) => ({ id: source.id, declarations })),
  );
  if (changed.length === 0) return;
  const rows = changed.map(({ source, declarations }) => ({
    ...source,
    record: JSON.stringify(source),
    declarations: JSON.stringify(declarations),
    recordedAt: now,
  }));
  await keepPast(
    query,
    'Source',
    changed.map(({ source }) => source.id),
    now,
  );
  await query('UNWIND $rows AS row MERGE (s:Source {id: row.id}) SET s += row', { rows });
}

export async function saveEntities(
  query: Query,
  entities: Saved<'saveEntities'>,
  now: string,
): Promise<void> {
  const [changed, counted] = parted(entities);
  await saveDeclarations(
    query,
    'Entity',
    counted.map(({ entity, declarations }) => ({ id: entity.id, declarations })),
  );
  await keepPast(
    query,
    'Entity',
    changed.map(({ entity }) => entity.id),
    now,
  );
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
        words: indexedWords(wordsOf(entity)),
        record: JSON.stringify(entity),
        declarations: JSON.stringify(declarations),
        recordedAt: now,
      },
    };
  });
  if (rows.length === 0) return;
  await query(
    'UNWIND $rows AS row MERGE (e:Entity {id: row.id}) ON CREATE SET e:$(row.label) SET e += row.properties',
    { rows },
  );
}

/** Those of which the record is another one, and those that are only declared by more articles, or fewer. */
function parted<T extends { readonly changed: boolean }>(saved: readonly T[]): [changed: T[], counted: T[]] {
  return [saved.filter(({ changed }) => changed), saved.filter(({ changed }) => !changed)];
}

async function saveDeclarations(
  query: Query,
  label: 'Source' | 'Entity',
  counted: readonly { readonly id: string; readonly declarations: object }[],
): Promise<void> {
  if (counted.length === 0) return;
  const rows = counted.map(({ id, declarations }) => ({ id, declarations: JSON.stringify(declarations) }));
  await query(`UNWIND $rows AS row MATCH (n:${label} {id: row.id}) SET n.declarations = row.declarations`, {
    rows,
  });
}

export async function saveArticles(
  query: Query,
  articles: Saved<'saveArticles'>,
  now: string,
): Promise<void> {
  if (articles.length === 0) return;
  const ids = articles.map(({ article }) => article.id);
  const rows = articles.map(({ article, digest, declared }) => ({
    ...article,
    live: isLive(article),
    orderKey: articleOrder(article),
    words: indexedWords(wordsOf({ title: article.title })),
    record: JSON.stringify(article),
    digest,
    declared: JSON.stringify(declared),
    recordedAt: now,
  }));
  await keepPast(query, 'Article', ids, now);
  await query('UNWIND $rows AS row MERGE (a:Article {id: row.id}) SET a += row', { rows });
  await query('MATCH (a:Article)-[old:PUBLISHED_BY|DERIVED_FROM]->() WHERE a.id IN $ids DELETE old', { ids });
  await query(
    'MATCH (a:Article) WHERE a.id IN $ids MATCH (s:Source {id: a.sourceId}) CREATE (a)-[:PUBLISHED_BY]->(s)',
    { ids },
  );
  // Only between two that are stored; an original may come after its copies.
  await query(
    `MATCH (a:Article) WHERE a.id IN $ids AND a.derivedFrom IS NOT NULL
     MATCH (original:Article {id: a.derivedFrom}) MERGE (a)-[:DERIVED_FROM]->(original)`,
    { ids },
  );
  await query(
    `MATCH (original:Article) WHERE original.id IN $ids
     MATCH (a:Article {derivedFrom: original.id}) MERGE (a)-[:DERIVED_FROM]->(original)`,
    { ids },
  );
}
