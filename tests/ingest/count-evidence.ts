import { readStoreConfig } from '#ascribe/config/config.js';
import { type Article, type ClaimStatus, STATUSES } from '#ascribe/domain/records.js';
import { openStore } from '#ascribe/store/open.js';
import type { Page } from '#ascribe/store/store.js';

/** Counts the claims and citations of each article in a store: `3 claims, 12 citations`. */
export async function countEvidenceByArticle(location: string): Promise<Map<string, string>> {
  const { store: address, ...options } = readStoreConfig(location);
  const store = await openStore(address, options);
  try {
    const stored = new Map<string, { claims: Set<string>; citations: number }>();
    for (let after: string | null = null; ; ) {
      const page: Page<Article> = await store.list('articles', {}, { first: 1000, after });
      for (const { id } of page.items) stored.set(id, { claims: new Set(), citations: 0 });
      if (!page.hasNext) break;
      after = page.cursors.at(-1) ?? null;
    }
    const statuses = Object.keys(STATUSES) as ClaimStatus[];
    const claims = await store.list('claims', { statuses }, { first: 100, after: null });
    const evidence = await store.evidenceOf(claims.items.map(({ id }) => id));
    for (const { citation } of evidence.flat()) {
      // Also counts citations of an article that is not in the store, so that they are noticed.
      const counts = stored.get(citation.articleId) ?? { claims: new Set(), citations: 0 };
      counts.claims.add(citation.claimId);
      stored.set(citation.articleId, { ...counts, citations: counts.citations + 1 });
    }
    return new Map(
      [...stored].map(([id, { claims, citations }]) => [id, `${claims.size} claims, ${citations} citations`]),
    );
  } finally {
    await store.close();
  }
}

/** The articles that `ascribe import --verbose` reported, each after its transaction was durable. */
export const importedArticleIds = (stdout: string): string[] =>
  [...stdout.matchAll(/^imported (\S+) .*\n/gm)].map(([, id]) => id ?? '');
