import { standingKey } from '../../domain/traversal/link.js';
import { type Key, pageOfWhole } from '../../store/read/cursor.js';
import type { Page, PageRequest, Path } from '../../store/store.js';

/** A page of the chains of one entity, which come in the order of their keys; throws BAD_CURSOR. */
export function chainPage(chains: readonly Path[], page: PageRequest): Page<Path> {
  return pageOfWhole('chains', chains, page, [0, 0, ''], chainKey);
}

/** Its length, its weakest link, and the claim that it leads to. */
function chainKey({ claims }: Path): Key {
  const weakest = Math.max(...claims.map(({ status, confidence }) => standingKey(status, confidence)));
  return [claims.length, weakest, claims.at(-1)?.id ?? ''];
}
