import { compareSides, type SideDifference } from '../domain/analysis/comparison.js';
import type { Evidence } from '../domain/derivation/evidence.js';
import type { Claim } from '../domain/records.js';
import { readAllPages } from '../store/read/read-all-pages.js';
import type { ClaimFilter, Page, PageRequest } from '../store/store.js';

/** Two sources, or two articles, by their ids. */
export interface ComparisonQuery {
  readonly a: string;
  readonly b: string;
  /** The claims to compare. */
  readonly filter: ClaimFilter;
}

/** A claim that both sides cite with a different stance or modality. */
export interface Difference extends SideDifference {
  readonly claim: Claim;
}

interface ComparisonReads {
  readonly listClaims: (filter: ClaimFilter, page: PageRequest) => Promise<Page<Claim>>;
  readonly readEvidence: (claimId: string) => Promise<readonly Evidence[]>;
}

const CLAIM_PAGE_SIZE = 100;

export function citedByBoth({ a, b, filter }: ComparisonQuery): ClaimFilter {
  return { ...filter, citedBy: [a, b] };
}

/** A page of differences, in the order of claims. Skips claims on which both sides agree, so that pages are full. */
export async function listDifferences(
  reads: ComparisonReads,
  query: ComparisonQuery,
  { first, after }: PageRequest,
): Promise<Page<Difference>> {
  const found: { difference: Difference; cursor: string }[] = [];
  for await (const difference of iterateDifferences(reads, query, after)) {
    found.push(difference);
    if (found.length > first) break;
  }
  const shown = found.slice(0, first);
  return {
    items: shown.map(({ difference }) => difference),
    cursors: shown.map(({ cursor }) => cursor),
    hasNext: found.length > first,
  };
}

export async function countDifferences(reads: ComparisonReads, query: ComparisonQuery): Promise<number> {
  let count = 0;
  for await (const _ of iterateDifferences(reads, query, null)) count++;
  return count;
}

/** In the order of claims; the cursor of a difference is that of its claim. */
async function* iterateDifferences(
  { listClaims, readEvidence }: ComparisonReads,
  query: ComparisonQuery,
  after: string | null,
): AsyncGenerator<{ difference: Difference; cursor: string }> {
  const filter = citedByBoth(query);
  const pages = readAllPages((page) => listClaims(filter, page), CLAIM_PAGE_SIZE, after);
  for await (const { items, cursors } of pages) {
    const evidence = await Promise.all(items.map(({ id }) => readEvidence(id)));
    for (const [index, claim] of items.entries()) {
      const difference = compareSides(evidence[index] ?? [], query.a, query.b);
      if (difference !== null)
        yield { difference: { claim, ...difference }, cursor: cursors[index] as string };
    }
  }
}
