import { AscribeError } from '../../domain/errors.js';
import type { Claim, Entity } from '../../domain/records.js';
import { findChains } from '../../domain/traversal/chains.js';
import type { Edge, Expand } from '../../domain/traversal/edge.js';
import { findNeighborhood, type Neighbors } from '../../domain/traversal/neighborhood.js';
import { findPaths, type PathEdgeReads } from '../../domain/traversal/paths.js';
import type { Pause } from '../../domain/traversal/pause.js';
import type { ClaimPath, Direction, Reads, TraversalFilter } from '../store.js';
import { requireUnchanged } from './recheck-filter.js';

/** What a store reads for the traversals, all of one state of the graph. Links and claims are those of a filter. */
export interface TraversalReads {
  neighbors(direction: Direction, filter: TraversalFilter): Neighbors;
  edges(direction: Direction, filter: TraversalFilter): Expand;
  edgesBetween(direction: Direction, filter: TraversalFilter): PathEdgeReads['between'];
  /** Claims of which both ends are among these entities, in the order of claims, up to `most`. */
  claimsAmong(ids: readonly string[], filter: TraversalFilter, most: number): Promise<readonly Claim[]>;
  claims(ids: readonly string[]): Promise<readonly (Claim | null)[]>;
  entities(ids: readonly string[]): Promise<readonly (Entity | null)[]>;
  readonly pause: Pause;
}

/** The most claims that are followed in chains. */
export const MAX_CHAINS = 10_000;

type Traversals = Pick<Reads, 'neighborhood' | 'paths' | 'chainsFrom'>;

/** The traversals of a store, in which both do alike what they read differently; `read` runs work in one transaction. */
export function createTraversals(
  read: <T>(work: (reads: TraversalReads) => Promise<T>) => Promise<T>,
): Traversals {
  return {
    neighborhood: (request, direction, filter) =>
      read(async (reads) => {
        const { distances, truncated } = await findNeighborhood(request, reads.neighbors(direction, filter));
        const ids = [...distances.keys()];
        const records = (await reads.entities(ids)).filter((entity) => entity !== null);
        const claims = await reads.claimsAmong(ids, filter, request.maxClaims + 1);
        return {
          entities: records.map((entity) => ({ entity, distance: distances.get(entity.id) ?? 0 })),
          claims: claims.slice(0, request.maxClaims),
          truncated: truncated || claims.length > request.maxClaims,
        };
      }),
    paths: (request, direction, filter) =>
      read(async (reads) => {
        const against = REVERSED[direction];
        const ofFilter = {
          forward: reads.edges(direction, filter),
          backward: reads.edges(against, filter),
          between: reads.edgesBetween(direction, filter),
        };
        const found = await findPaths(request, ofFilter, reads.pause);
        return { paths: await toClaimPaths(found.paths, reads, filter), truncated: found.truncated };
      }),
    chainsFrom: (entityId, depth, direction, filter) =>
      read(async (reads) => {
        const { chains, exceeded } = await findChains(
          entityId,
          depth,
          reads.edges(direction, filter),
          MAX_CHAINS,
        );
        if (exceeded)
          throw new AscribeError(
            'LIMIT_EXCEEDED',
            `more than ${MAX_CHAINS} claims lie within depth ${depth} of ${entityId}; expected a smaller depth, or fewer predicates or statuses`,
          );
        return toClaimPaths(
          chains.map(({ edges }) => edges),
          reads,
          filter,
        );
      }),
  };
}

/** The other way. */
export const REVERSED: Readonly<Record<Direction, Direction>> = { OUT: 'IN', IN: 'OUT', BOTH: 'BOTH' };

/** Paths with the records of their claims. */
async function toClaimPaths(
  found: readonly (readonly Edge[])[],
  reads: TraversalReads,
  filter: TraversalFilter,
): Promise<ClaimPath[]> {
  const ids = [...new Set(found.flatMap((links) => links.map(({ claimId }) => claimId)))];
  const records = await reads.claims(ids);
  const claims = new Map(records.map((claim) => [claim?.id, claim]));
  requireUnchanged(
    filter,
    ids.map((id) => claims.get(id)),
  );
  return found.map((links) => ({
    entityIds: [links[0]?.from ?? '', ...links.map(({ to }) => to)],
    claims: links.map(({ claimId }) => claims.get(claimId) as Claim),
  }));
}
