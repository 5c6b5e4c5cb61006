import { claimCost } from '../../domain/traversal/edge.js';
import { paginateInMemory, type SortKey } from '../../store/read/cursor.js';
import type { ClaimPath, Page, PageRequest } from '../../store/store.js';

/** A page of the chains of one entity, which come in the order of their keys; throws BAD_CURSOR. */
export function paginateChains(chains: readonly ClaimPath[], page: PageRequest): Page<ClaimPath> {
  return paginateInMemory('chains', chains, page, [0, 0, ''], chainSortKey);
}

/** Its length, its weakest link, and the claim that it leads to. */
function chainSortKey({ claims }: ClaimPath): SortKey {
  const weakest = Math.max(...claims.map(({ status, confidence }) => claimCost(status, confidence)));
  return [claims.length, weakest, claims.at(-1)?.id ?? ''];
}
