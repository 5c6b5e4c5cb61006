import type { Facet } from '../../domain/facets.js';
import { statusRank } from '../../domain/order.js';
import type { WritePort } from './write-port.js';

/**
 * How many claims share a value of a facet and a status. The value of STATUS is empty. In YEAR, `statusRank` is that of the claim in the
 * year; a claim without dates has the years of the attack or event that it is about, and `dating` is then the sum of 2 to the power of each
 * status rank of the claims that date it. Otherwise `dating` is `OWN_DATES`.
 */
export interface ClaimCount {
  readonly facet: Facet;
  readonly value: string;
  readonly statusRank: number;
  readonly dating: number;
  readonly n: number;
}

/** What a store provides so that its counts can be kept. Each call takes a batch. */
export interface CountPort {
  /** What these claims, as they are stored now, count for. A claim that is not stored counts for nothing. */
  countsOf(claimIds: readonly string[]): Promise<readonly ClaimCount[]>;
  /** Adds to the stored counts, and removes those that become zero: they would keep the id of an erased source or state. */
  addCounts(differences: readonly ClaimCount[]): Promise<void>;
  /** Ids of the claims that these citations are evidence for. */
  claimIdsOfCitations(citationIds: readonly string[]): Promise<readonly string[]>;
  /** Ids of the claims about those of these entities whose stored kind is another. */
  claimIdsOfCorrected(
    entities: readonly { readonly id: string; readonly kind: string }[],
  ): Promise<readonly string[]>;
  /** Of these DATED claims, takes those that are new or get another status, and returns the ids of the claims about their subjects. */
  claimIdsOfDated(claims: readonly DatingClaim[]): Promise<readonly string[]>;
}

/** A DATED claim as it is about to be saved or removed. */
export interface DatingClaim {
  readonly id: string;
  /** Null if the claim is about to be removed. */
  readonly statusRank: number | null;
  /** Used if the claim is not stored. Null if it is about to be removed. */
  readonly subjectId: string | null;
}

/**
 * Keeps the counts of claims within a transaction: before claims change, it subtracts what they count for, and at the end it adds what they
 * count for then. So the counts are right whatever happens in between.
 */
export interface ClaimCounter {
  /** The port, whose writes first subtract the claims that they change. */
  readonly port: WritePort;
  /** Writes the differences. Call it before the commit. */
  save(): Promise<void>;
}

export function createClaimCounter(port: WritePort, counts: CountPort): ClaimCounter {
  const changing = new Set<string>();
  const before: Promise<readonly ClaimCount[]>[] = [];
  const willChange = (claimIds: readonly string[]) => {
    const fresh = [...new Set(claimIds)].filter((id) => !changing.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) changing.add(id);
    // Not awaited: the store answers before it runs the writes that follow.
    const counted = counts.countsOf(fresh);
    counted.catch(() => {});
    before.push(counted);
  };
  return {
    port: watchWrites(port, counts, willChange),
    save: async () => {
      if (changing.size === 0) return;
      const sums = createCountSums();
      sums.add(await counts.countsOf([...changing]), 1);
      for (const counted of await Promise.all(before)) sums.add(counted, -1);
      const differences = sums.counts();
      if (differences.length > 0) await counts.addCounts(differences);
    },
  };
}

/** Adds and subtracts counts. `counts` leaves out zeros. */
export function createCountSums() {
  const sums = new Map<string, ClaimCount>();
  return {
    add: (counts: readonly ClaimCount[], sign: 1 | -1): void => {
      for (const count of counts) {
        const key = countKey(count);
        sums.set(key, { ...count, n: (sums.get(key)?.n ?? 0) + sign * count.n });
      }
    },
    counts: (): ClaimCount[] => [...sums.values()].filter(({ n }) => n !== 0),
  };
}

/** One key for each facet, value, status rank and dating. */
export const countKey = ({ facet, value, statusRank, dating }: ClaimCount): string =>
  `${facet} ${statusRank} ${dating} ${value}`;

/** Watches the writes that change the status of a claim, its live citations, or the kind or dates of the entities that it is about. */
function watchWrites(
  port: WritePort,
  counts: CountPort,
  willChange: (claimIds: readonly string[]) => void,
): WritePort {
  /** No claim cites them yet. */
  const newArticleIds = new Set<string>();
  const articlesWillChange = async (ids: readonly string[]) => {
    const stored = ids.filter((id) => !newArticleIds.has(id));
    if (stored.length > 0) willChange(await port.claimIdsCitedIn(stored));
  };
  const citationsWillChange = async (ids: readonly string[]) => {
    if (ids.length > 0) willChange(await counts.claimIdsOfCitations(ids));
  };
  const datesWillChange = async (claims: readonly DatingClaim[]) => {
    if (claims.length > 0) willChange(await counts.claimIdsOfDated(claims));
  };
  return {
    ...port,
    storedArticles: async (ids) => {
      const found = await port.storedArticles(ids);
      for (const id of ids) if (!found.has(id)) newArticleIds.add(id);
      return found;
    },
    saveEntities: async (entities) => {
      const changed = entities.filter((one) => one.changed).map(({ entity }) => entity);
      if (changed.length > 0) willChange(await counts.claimIdsOfCorrected(changed));
      return port.saveEntities(entities);
    },
    saveArticles: async (articles) => {
      const ids = articles.map(({ article }) => article.id);
      await articlesWillChange(ids);
      for (const id of ids) newArticleIds.delete(id);
      return port.saveArticles(articles);
    },
    addCitations: async (citations) => {
      willChange(citations.map(({ claimId }) => claimId));
      return port.addCitations(citations);
    },
    removeCitations: async (ids) => {
      await citationsWillChange(ids);
      return port.removeCitations(ids);
    },
    saveClaims: async (claims) => {
      willChange(claims.map(({ id }) => id));
      const dates = claims.filter(({ predicate }) => predicate === 'DATED');
      await datesWillChange(
        dates.map(({ id, status, subjectId }) => ({ id, statusRank: statusRank(status), subjectId })),
      );
      return port.saveClaims(claims);
    },
    removeClaims: async (ids) => {
      willChange(ids);
      await datesWillChange(ids.map((id) => ({ id, statusRank: null, subjectId: null })));
      return port.removeClaims(ids);
    },
    erasure: {
      ...port.erasure,
      eraseCitations: async (ids) => {
        await citationsWillChange(ids);
        return port.erasure.eraseCitations(ids);
      },
      eraseArticles: async (ids) => {
        await articlesWillChange(ids);
        return port.erasure.eraseArticles(ids);
      },
    },
  };
}
