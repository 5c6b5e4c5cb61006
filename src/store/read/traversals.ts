import { AscribeError } from '../../domain/errors.js';
import type { Claim } from '../../domain/records.js';
import { findChains } from '../../domain/traversal/chains.js';
import type { Edge, Expand } from '../../domain/traversal/edge.js';
import { findNeighborhood } from '../../domain/traversal/neighborhood.js';
import { findPaths } from '../../domain/traversal/paths.js';
import type {
  ClaimPath,
  Direction,
  Neighborhood,
  NeighborhoodArguments,
  Reads,
  TraversalFilter,
} from '../store.js';
import { requireStatuses } from './cursor.js';
import type { ReadPort, RunRead } from './read-port.js';
import { showInWindow } from './recheck-filter.js';

/** The most claims that `chainsFrom` follows. */
export const MAX_CHAINS = 10_000;

export function createTraversals(run: RunRead): Pick<Reads, 'neighborhood' | 'paths' | 'chainsFrom'> {
  return {
    neighborhood: async (request, direction, filter) => {
      requireStatuses(filter.statuses);
      return run(async (port) => {
        const found = await (port.neighborhood === undefined
          ? readNeighborhood(port, request, direction, filter)
          : port.neighborhood(request, direction, filter));
        return { ...found, claims: showInWindow(filter, found.claims) };
      });
    },
    paths: async (request, direction, filter) => {
      requireStatuses(filter.statuses);
      return run(async (port) => {
        const edges = {
          forward: createExpand(port, direction, filter),
          backward: createExpand(port, REVERSED[direction], filter),
          between: async (from: readonly string[], to: readonly string[], limit: number) =>
            port.edgesBetween(from, to, direction, filter, limit),
        };
        const found = await findPaths(request, edges, port.pause);
        return { paths: await toClaimPaths(port, found.paths, filter), truncated: found.truncated };
      });
    },
    chainsFrom: async (entityId, depth, direction, filter) => {
      requireStatuses(filter.statuses);
      return run(async (port) => {
        const expand = createExpand(port, direction, filter);
        const { chains, exceeded } = await findChains(entityId, depth, expand, MAX_CHAINS);
        if (exceeded)
          throw new AscribeError(
            'LIMIT_EXCEEDED',
            `more than ${MAX_CHAINS} claims lie within depth ${depth} of ${entityId}; expected a smaller depth, or fewer predicates or statuses`,
          );
        return toClaimPaths(
          port,
          chains.map(({ edges }) => edges),
          filter,
        );
      });
    },
  };
}

export const REVERSED: Readonly<Record<Direction, Direction>> = { OUT: 'IN', IN: 'OUT', BOTH: 'BOTH' };

const createExpand =
  (port: ReadPort, direction: Direction, filter: TraversalFilter): Expand =>
  async (ids, limit) =>
    port.edges(ids, direction, filter, limit);

/** Ring by ring, for a backend to which another statement costs little. */
async function readNeighborhood(
  port: ReadPort,
  request: NeighborhoodArguments,
  direction: Direction,
  filter: TraversalFilter,
): Promise<Neighborhood> {
  const { distances, truncated } = await findNeighborhood(request, async (ids, limit) =>
    port.neighbors(ids, direction, filter, limit),
  );
  const ids = [...distances.keys()];
  const entities = (await port.byIds('entities', ids)).filter((entity) => entity !== null);
  const claims = await port.claimsAmong(ids, filter, request.maxClaims + 1);
  return {
    entities: entities.map((entity) => ({ entity, distance: distances.get(entity.id) ?? 0 })),
    claims: claims.slice(0, request.maxClaims),
    truncated: truncated || claims.length > request.maxClaims,
  };
}

/** Reads the records of the claims of each path. */
async function toClaimPaths(
  port: ReadPort,
  paths: readonly (readonly Edge[])[],
  filter: TraversalFilter,
): Promise<ClaimPath[]> {
  const ids = [...new Set(paths.flatMap((edges) => edges.map(({ claimId }) => claimId)))];
  const records = await port.byIds('claims', ids);
  const claims = new Map(showInWindow(filter, records).map((claim) => [claim.id, claim]));
  return paths.map((edges) => ({
    entityIds: [edges[0]?.from ?? '', ...edges.map(({ to }) => to)],
    claims: edges.map(({ claimId }) => claims.get(claimId) as Claim),
  }));
}
