import { claimCost } from '../../domain/traversal/edge.js';
import { paginateInMemory, type SortKey } from '../../store/read/cursor.js';
import type { ClaimPath, Page, PageRequest } from '../../store/store.js';

/** A page of the chains of one entity, given in the order of their keys; throws BAD_CURSOR. */
export function paginateChains(chains: readonly ClaimPath[], page: PageRequest): Page<ClaimPath> {
  return paginateInMemory('chains', chains, page, [0, 0, ''], chainSortKey);
}

/** Length, weakest claim, then the id of the last claim. */
function chainSortKey({ claims }: ClaimPath): SortKey {
  const weakest = Math.max(...claims.map(({ status, confidence }) => claimCost(status, confidence)));
  return [claims.length, weakest, claims.at(-1)?.id ?? ''];
}
