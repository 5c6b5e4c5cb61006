import { AscribeError } from '../../domain/errors.js';
import { weakestLink } from '../../domain/traversal/weakest-link.js';
import type { ClaimPath, Direction } from '../../store/store.js';
import { type ClaimArguments, claimFilterOf, idsOf } from '../execution/claim-arguments.js';
import type { Context } from '../execution/context.js';
import { within } from '../execution/in-range.js';
import { find, required } from '../execution/lookup.js';

interface FollowArguments extends ClaimArguments {
  readonly direction?: Direction | null;
}

interface NeighborhoodArguments extends FollowArguments {
  readonly entity: string;
  readonly depth?: number | null;
  readonly limit?: number | null;
  readonly claimLimit?: number | null;
}

interface PathArguments extends FollowArguments {
  readonly from: string;
  readonly to: string;
  readonly maxLength?: number | null;
  readonly limit?: number | null;
  readonly avoid?: readonly string[] | null;
  readonly through?: readonly string[] | null;
}

/** Each entity to go through doubles what a search has to tell apart. */
const MOST_THROUGH = 3;

export const traversalResolvers = {
  Query: {
    neighborhood: async (_: unknown, args: NeighborhoodArguments, context: Context) => {
      const filter = claimFilterOf(args);
      const request = {
        depth: within('depth', args.depth ?? 1, { least: 1, most: 5 }),
        maxEntities: within('limit', args.limit ?? 100, { least: 1, most: 1000 }),
        maxClaims: within('claimLimit', args.claimLimit ?? 500, { least: 1, most: 2000 }),
      };
      const { id: entityId } = await find(context, 'entity', args.entity);
      return context.store.neighborhood({ ...request, entityId }, args.direction ?? 'BOTH', filter);
    },
    paths: async (_: unknown, args: PathArguments, context: Context) => {
      const filter = claimFilterOf(args);
      const request = pathRequestOf(args);
      await Promise.all([request.fromId, request.toId].map((id) => find(context, 'entity', id)));
      return context.store.paths(request, args.direction ?? 'BOTH', filter);
    },
  },
  Path: {
    length: ({ claims }: ClaimPath) => claims.length,
    weakestStatus: ({ claims }: ClaimPath) => weakestLink(claims).weakestStatus,
    lowestConfidence: ({ claims }: ClaimPath) => weakestLink(claims).lowestConfidence,
    entities: ({ entityIds }: ClaimPath, _: unknown, { loaders }: Context) =>
      entityIds.map((id) => required(loaders.entity, id)),
    steps: ({ entityIds, claims }: ClaimPath, _: unknown, { loaders }: Context) =>
      claims.map((claim, at) => {
        const [from, to] = [entityIds[at] as string, entityIds[at + 1] as string];
        return {
          claim,
          forward: claim.subjectId === from,
          from: () => required(loaders.entity, from),
          to: () => required(loaders.entity, to),
        };
      }),
  },
};

function pathRequestOf(args: PathArguments) {
  const { from, to } = args;
  const avoid = idsOf('avoid', 'entity', args.avoid) ?? [];
  const through = idsOf('through', 'entity', args.through) ?? [];
  if (from === to) throw new AscribeError('BAD_INPUT', `from and to are both ${from}; expected two entities`);
  if (through.length > MOST_THROUGH)
    throw new AscribeError(
      'BAD_INPUT',
      `through has ${through.length} ids; expected at most ${MOST_THROUGH}`,
    );
  const avoided = [from, to, ...through].find((id) => avoid.includes(id));
  if (avoided !== undefined)
    throw new AscribeError('BAD_INPUT', `avoid has ${avoided}, which each path is to meet`);
  return {
    fromId: from,
    toId: to,
    maxLength: within('maxLength', args.maxLength ?? 4, { least: 1, most: 8 }),
    limit: within('limit', args.limit ?? 10, { least: 1, most: 100 }),
    avoid,
    // Its ends are met by every path.
    through: through.filter((id) => id !== from && id !== to),
  };
}
