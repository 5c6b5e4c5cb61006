import type { EntityKind } from '../../../domain/ontology.js';
import type { Citation } from '../../../domain/records.js';
import { indexQuote, indexText } from '../../../domain/search/index-text.js';
import { type Searchable, searchableTexts, searchFields } from '../../../domain/search/search.js';
import { matchByIndex, type Query, type Row } from '../connection/cypher.js';
import { idBucketOf } from '../schema/id-buckets.js';

/** A record that a text search can find. */
export interface SearchableRecord {
  readonly record: Searchable & { readonly id: string };
  /** Null for an article. */
  readonly kind: EntityKind | null;
}

/** The nodes for the texts of a record, without `recordedAt` and `replacedAt`. */
export function textNodes({ record, kind }: SearchableRecord): Row[] {
  return searchableTexts(record).map(({ field, text }, number) => ({
    recordId: record.id,
    kind,
    number,
    field: searchFields.indexOf(field),
    ...indexText(field, text),
  }));
}

/** Saves the searchable texts of records. If those of a record or its kind changed, the old nodes end now. */
export async function saveTexts(
  query: Query,
  records: readonly SearchableRecord[],
  now: string,
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map((searchable) => {
    const texts = textNodes(searchable);
    return {
      recordId: searchable.record.id,
      texts,
      next: texts.map(
        ({ kind, field, normalized, phonetic }) => `${kind ?? ''}${field}${normalized}|${phonetic}`,
      ),
    };
  });
  await query(
    `UNWIND $rows AS row
     OPTIONAL ${matchByIndex('t', 'Text', { recordId: 'row.recordId' })} WHERE t.replacedAt IS NULL
     WITH row, t ORDER BY t.number
     WITH row, collect(t) AS current
     WHERE [t IN current | coalesce(t.kind, '') + toString(t.field) + t.normalized + '|' + t.phonetic] <> row.next
     FOREACH (t IN current | SET t.replacedAt = $now)
     FOREACH (text IN row.texts | CREATE (t:Text) SET t = text, t.recordedAt = $now)`,
    { rows, now },
  );
}

export const quoteTokens = ({ id, quote }: Pick<Citation, 'id' | 'quote'>): string =>
  `${indexQuote(quote)} ${idBucketOf(id)}`;
