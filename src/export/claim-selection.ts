import type { Claim } from '../domain/records.js';
import { openTemporaryDatabase } from '../ingest/run/temporary-database.js';
import type { Annotation, ClaimFilter, Page, Reads } from '../store/store.js';

const CLAIMS_PER_PAGE = 500;

/** The claims of a filter, on disk: an export goes through articles, and each of them needs to know which of its claims count. */
export interface ClaimSelection {
  /** The claims with these ids that the filter has, as they are in its window. */
  readonly get: (ids: readonly string[]) => readonly Claim[];
  /** An article without the claims that the filter omits. */
  readonly restrict: (annotation: Annotation) => Annotation;
  readonly close: () => void;
}

/** Reads all claims of a filter once, page by page. Throws STATUSES_REQUIRED. */
export async function selectClaims(reads: Reads, filter: ClaimFilter): Promise<ClaimSelection> {
  const { db, close } = openTemporaryDatabase(
    'CREATE TABLE claim (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;',
  );
  const insert = db.prepare('INSERT INTO claim VALUES (?, ?)');
  const find = db.prepare('SELECT body FROM claim WHERE id = ?');
  try {
    for (let after: string | null = null; ; ) {
      const page: Page<Claim> = await reads.list('claims', filter, { first: CLAIMS_PER_PAGE, after });
      for (const claim of page.items) insert.run(claim.id, JSON.stringify(claim));
      if (!page.hasNext) break;
      after = page.cursors.at(-1) ?? null;
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    get: (ids) =>
      ids.flatMap((id) => {
        const row = find.get(id) as { body: string } | undefined;
        return row === undefined ? [] : [JSON.parse(row.body) as Claim];
      }),
    restrict: (annotation) => ({
      ...annotation,
      claims: annotation.claims.filter(({ id }) => find.get(id) !== undefined),
    }),
    close,
  };
}
