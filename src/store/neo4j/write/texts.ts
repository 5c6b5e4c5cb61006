import type { EntityKind } from '../../../domain/ontology.js';
import type { Citation } from '../../../domain/records.js';
import { indexText, type Searchable, searchableTexts, searchFields } from '../../../domain/search/search.js';
import type { Query, Row } from '../connection/cypher.js';

/** A record with what a search finds it by. */
export interface SearchableRecord {
  readonly record: Searchable & { readonly id: string };
  /** Null of an article. */
  readonly kind: EntityKind | null;
}

/** The nodes of a record's texts, without their times. */
export function textNodes({ record, kind }: SearchableRecord): Row[] {
  return searchableTexts(record).map(({ field, text }, number) => ({
    recordId: record.id,
    kind,
    number,
    field: searchFields.indexOf(field),
    ...indexText(text),
  }));
}

/** Where the texts of a record are others than before, what they were ends now. */
export async function saveTexts(
  query: Query,
  records: readonly SearchableRecord[],
  now: string,
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map((one) => {
    const texts = textNodes(one);
    return {
      recordId: one.record.id,
      texts,
      next: texts.map(({ field, normalized, phonetic }) => `${field}${normalized}|${phonetic}`),
    };
  });
  await query(
    `UNWIND $rows AS row
     OPTIONAL MATCH (t:Text {recordId: row.recordId}) WHERE t.replacedAt IS NULL
     WITH row, t ORDER BY t.number
     WITH row, collect(t) AS current
     WHERE [t IN current | toString(t.field) + t.normalized + '|' + t.phonetic] <> row.next
     FOREACH (t IN current | SET t.replacedAt = $now)
     FOREACH (text IN row.texts | CREATE (t:Text) SET t = text, t.recordedAt = $now)`,
    { rows, now },
  );
}

const HEX = [...'0123456789abcdef'];
/** The first two digits of a citation's id, as a token that no word or sound begins as: by them the index gives a part of its hits, in the order of ids. */
export const ID_BUCKETS: readonly string[] = HEX.flatMap((one) => HEX.map((other) => `__${one}${other}`));
export const idBucketOf = (citationId: string): string =>
  `__${citationId.slice('citation:'.length).slice(0, 2)}`;

export const quoteTokens = ({ id, quote }: Pick<Citation, 'id' | 'quote'>): string =>
  `${indexText(quote).tokens} ${idBucketOf(id)}`;
