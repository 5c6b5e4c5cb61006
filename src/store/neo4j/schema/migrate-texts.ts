import type { EntityKind } from '../../../domain/ontology.js';
import type { Citation } from '../../../domain/records.js';
import type { Searchable } from '../../../domain/search/search.js';
import { parseRecord, type Query } from '../connection/cypher.js';
import { quoteTokens, textNodes } from '../write/texts.js';
import { forEachIdBatch, type UnderLock } from './migrate-batches.js';

/** The texts of entities and articles as nodes of their own, and tokens of quotes; also of what was. */
export async function addTexts(underLock: UnderLock): Promise<void> {
  for (const record of ['Entity', 'Article'] as const)
    await forEachIdBatch(underLock, record, (query, ids) => textsOfRecords(query, record, ids));
  for (const label of ['Citation', 'PastCitation'])
    await forEachIdBatch(underLock, label, (query, ids) => tokensOfQuotes(query, label, ids));
}

async function textsOfRecords(
  query: Query,
  record: 'Entity' | 'Article',
  ids: readonly string[],
): Promise<void> {
  const versions = await query(
    `MATCH (n:${record}|Past${record}) WHERE n.id IN $ids
     RETURN n.record AS record, n.kind AS kind, n.recordedAt AS recordedAt, n.replacedAt AS replacedAt`,
    { ids },
  );
  const texts = versions.flatMap((row) =>
    textNodes({
      record: parseRecord<Searchable & { id: string }>(row),
      kind: row.kind as EntityKind | null,
    }).map((text) => ({ ...text, recordedAt: row.recordedAt, replacedAt: row.replacedAt })),
  );
  // Made anew, so that a batch may be run again.
  await query('MATCH (t:Text) WHERE t.of IN $ids DELETE t', { ids });
  await query('UNWIND $texts AS text CREATE (t:Text) SET t = text', { texts });
  await query(`MATCH (n:${record}|Past${record}) WHERE n.id IN $ids REMOVE n.words`, { ids });
}

async function tokensOfQuotes(query: Query, label: string, ids: readonly string[]): Promise<void> {
  const rows = await query(
    `MATCH (n:${label}) WHERE n.id IN $ids RETURN DISTINCT n.id AS id, n.record AS record`,
    {
      ids,
    },
  );
  await query(`UNWIND $rows AS row MATCH (n:${label}) WHERE n.id = row.id SET n.tokens = row.tokens`, {
    rows: rows.map((row) => ({ id: row.id, tokens: quoteTokens(parseRecord<Citation>(row)) })),
  });
}
