import type { Tables } from '../tables.js';
import { wordsOf } from '../words.js';
import { labelOf } from './labels.js';
import { articleOrder } from './order-keys.js';
import type { Query } from './query.js';
import { indexedWords } from './search.js';

type Saved<Name extends 'saveSources' | 'saveEntities' | 'saveArticles'> = Parameters<Tables[Name]>[0];

export async function saveSources(query: Query, sources: Saved<'saveSources'>): Promise<void> {
  const rows = sources.map(({ source, declarations }) => ({
    ...source,
    record: JSON.stringify(source),
    declarations: JSON.stringify(declarations),
  }));
  await query('UNWIND $rows AS row MERGE (s:Source {id: row.id}) SET s += row', { rows });
}

export async function saveEntities(query: Query, entities: Saved<'saveEntities'>): Promise<void> {
  const rows = entities.map(({ entity, declarations }) => {
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
      },
    };
  });
  await query(
    'UNWIND $rows AS row MERGE (e:Entity {id: row.id}) ON CREATE SET e:$(row.label) SET e += row.properties',
    { rows },
  );
}

export async function saveArticles(query: Query, articles: Saved<'saveArticles'>): Promise<void> {
  const ids = articles.map(({ article }) => article.id);
  const rows = articles.map(({ article, digest, declared }) => ({
    ...article,
    orderKey: articleOrder(article),
    words: indexedWords(wordsOf({ title: article.title })),
    record: JSON.stringify(article),
    digest,
    declared: JSON.stringify(declared),
  }));
  // Given to the driver at once, in this order.
  await Promise.all([
    query(
      `UNWIND $rows AS row MERGE (a:Article {id: row.id}) SET a += row
       WITH a OPTIONAL MATCH (a)-[old:PUBLISHED_BY|DERIVED_FROM]->() DELETE old
       WITH DISTINCT a MATCH (s:Source {id: a.sourceId}) CREATE (a)-[:PUBLISHED_BY]->(s)`,
      { rows },
    ),
    // Only between two that are stored; an original may come after its copies.
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
  ]);
}
