import type { BenchContext, BenchQuery } from './bench-query.js';
import { parseRecords, type Row } from './raw-driver.js';

/** Records by their ids. */
export function recordQueries({ store, ask, sample }: BenchContext): BenchQuery[] {
  const byId = (
    name: 'entities' | 'claims' | 'citations' | 'articles' | 'sources',
    label: string,
    ids: readonly string[],
  ): BenchQuery => ({
    name: `get ${name}, ${ids.length}`,
    port: () => store.get(name, ids),
    // The ids of the sample are sorted, as are the rows of a unique index.
    baseline: async () =>
      sortByIds(await ask(`MATCH (n:${label}) WHERE n.id IN $ids RETURN n.record AS record`, { ids }), ids),
  });
  return [
    byId('entities', 'Entity', sample.entities),
    byId('entities', 'Entity', sample.entities.slice(0, 1)),
    byId('claims', 'Claim', sample.claims),
    byId('citations', 'Citation', sample.citations),
    byId('articles', 'Article', sample.articles),
    byId('sources', 'Source', sample.sources),
  ];
}

function sortByIds(rows: readonly Row[], ids: readonly string[]) {
  const found = new Map(parseRecords<{ id: string }>(rows).map((record) => [record.id, record]));
  return ids.map((id) => found.get(id) ?? null);
}
