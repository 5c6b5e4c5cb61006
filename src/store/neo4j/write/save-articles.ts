import { isLive } from '../../../domain/records.js';
import { sketchBands } from '../../../domain/text-sketch.js';
import { sealJson } from '../../sealed-json.js';
import type { StoredArticle, WritePort } from '../../write/write-port.js';
import { matchByIndex, type Query, type Row } from '../connection/cypher.js';
import { articleOldestKey, articleOrderKey } from '../schema/order-keys.js';
import type { ArchiveVersion } from './archive-version.js';
import { saveTexts } from './texts.js';

/** The properties of an article's node. */
export const articleProperties = ({ article, digest, declared }: StoredArticle, now: string): Row => ({
  ...article,
  live: isLive(article),
  orderKey: articleOrderKey(article),
  oldestKey: articleOldestKey(article),
  textBands: article.textSketch === null ? null : sketchBands(article.textSketch).join(' '),
  record: sealJson(article, now),
  digest,
  declarations: sealJson(declared, digest),
  recordedAt: now,
});

/** Passes all its statements to the driver before it first waits, in the order in which they must run: see PipelinedWrites. */
export async function saveArticles(
  query: Query,
  articles: Parameters<WritePort['saveArticles']>[0],
  now: string,
  archive: ArchiveVersion,
): Promise<void> {
  if (articles.length === 0) return;
  const ids = articles.map(({ article }) => article.id);
  const rows = articles.map((stored) => articleProperties(stored, now));
  await Promise.all([
    archive('Article', ids),
    query(
      `UNWIND $rows AS row MERGE (a:Article {id: row.id}) SET a += row
       WITH a OPTIONAL MATCH (a)-[old:PUBLISHED_BY|DERIVED_FROM]->() DELETE old
       WITH DISTINCT a ${matchByIndex('s', 'Source', { id: 'a.sourceId' })} CREATE (a)-[:PUBLISHED_BY]->(s)`,
      { rows },
    ),
    // Links only stored articles. An original may be imported after its copies, so link in both directions.
    query(
      `UNWIND $ids AS id ${matchByIndex('a', 'Article', { id: 'id' })} WHERE a.derivedFrom IS NOT NULL
       ${matchByIndex('original', 'Article', { id: 'a.derivedFrom' })} MERGE (a)-[:DERIVED_FROM]->(original)`,
      { ids },
    ),
    query(
      `UNWIND $ids AS id ${matchByIndex('a', 'Article', { derivedFrom: 'id' })}
       ${matchByIndex('original', 'Article', { id: 'id' })} MERGE (a)-[:DERIVED_FROM]->(original)`,
      { ids },
    ),
    saveTexts(
      query,
      articles.map(({ article }) => ({ record: article, kind: null })),
      now,
    ),
  ]);
}
