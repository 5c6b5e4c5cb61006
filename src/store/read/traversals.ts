import { AscribeError } from '../../domain/errors.js';
import type { Claim, Entity } from '../../domain/records.js';
import { findChains } from '../../domain/traversal/chains.js';
import type { Expand, Link } from '../../domain/traversal/link.js';
import { findNeighborhood, type Neighbors } from '../../domain/traversal/neighborhood.js';
import { findPaths, type PathReads } from '../../domain/traversal/paths.js';
import type { Pause } from '../../domain/traversal/pause.js';
import type { Direction, Path, Reads, TraversalFilter } from '../store.js';
import { requireStillIn } from './recheck-filter.js';

/** What a store reads for the traversals, all of one state of the graph. Links and claims are those of a filter. */
export interface TraversalReads {
  neighbors(direction: Direction, filter: TraversalFilter): Neighbors;
  links(direction: Direction, filter: TraversalFilter): Expand;
  linksBetween(direction: Direction, filter: TraversalFilter): PathReads['between'];
  /** Claims of which both ends are among these entities, in the order of claims, up to `most`. */
  claimsAmong(ids: readonly string[], filter: TraversalFilter, most: number): Promise<readonly Claim[]>;
  claims(ids: readonly string[]): Promise<readonly (Claim | null)[]>;
  entities(ids: readonly string[]): Promise<readonly (Entity | null)[]>;
  readonly pause: Pause;
}

/** The most claims that are followed in chains. */
export const MOST_CHAINS = 10_000;

type Traversals = Pick<Reads, 'neighborhood' | 'paths' | 'chainsFrom'>;

/** The traversals of a store, in which both do alike what they read differently; `read` runs work in one transaction. */
export function traversals(read: <T>(work: (reads: TraversalReads) => Promise<T>) => Promise<T>): Traversals {
  return {
    neighborhood: (request, direction, filter) =>
      read(async (reads) => {
        const { distances, truncated } = await findNeighborhood(request, reads.neighbors(direction, filter));
        const ids = [...distances.keys()];
        const records = (await reads.entities(ids)).filter((entity) => entity !== null);
        const claims = await reads.claimsAmong(ids, filter, request.mostClaims + 1);
        return {
          entities: records.map((entity) => ({ entity, distance: distances.get(entity.id) ?? 0 })),
          claims: claims.slice(0, request.mostClaims),
          truncated: truncated || claims.length > request.mostClaims,
        };
      }),
    paths: (request, direction, filter) =>
      read(async (reads) => {
        const against = AGAINST[direction];
        const ofFilter = {
          forward: reads.links(direction, filter),
          backward: reads.links(against, filter),
          between: reads.linksBetween(direction, filter),
        };
        const found = await findPaths(request, ofFilter, reads.pause);
        return { paths: await whole(found.paths, reads, filter), truncated: found.truncated };
      }),
    chainsFrom: (entityId, depth, direction, filter) =>
      read(async (reads) => {
        const { chains, exceeded } = await findChains(
          entityId,
          depth,
          reads.links(direction, filter),
          MOST_CHAINS,
        );
        if (exceeded)
          throw new AscribeError(
            'LIMIT_EXCEEDED',
            `more than ${MOST_CHAINS} claims lie within depth ${depth} of ${entityId}; expected a smaller depth, or fewer predicates or statuses`,
          );
        return whole(
          chains.map(({ links }) => links),
          reads,
          filter,
        );
      }),
  };
}

/** The other way. */
export const AGAINST: Readonly<Record<Direction, Direction>> = { OUT: 'IN', IN: 'OUT', BOTH: 'BOTH' };

/** Paths with the records of their claims. */
async function whole(
  found: readonly (readonly Link[])[],
  reads: TraversalReads,
  filter: TraversalFilter,
): Promise<Path[]> {
  const ids = [...new Set(found.flatMap((links) => links.map(({ claimId }) => claimId)))];
  const records = await reads.claims(ids);
  const claims = new Map(records.map((claim) => [claim?.id, claim]));
  requireStillIn(
    filter,
    ids.map((id) => claims.get(id)),
  );
  return found.map((links) => ({
    entityIds: [links[0]?.from ?? '', ...links.map(({ to }) => to)],
    claims: links.map(({ claimId }) => claims.get(claimId) as Claim),
  }));
}
