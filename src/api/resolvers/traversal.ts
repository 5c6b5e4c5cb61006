import type { GraphQLResolveInfo } from 'graphql';
import { AscribeError } from '../../domain/errors.js';
import type { Claim } from '../../domain/records.js';
import { weakestLink } from '../../domain/traversal/weakest-link.js';
import type { ClaimPath, Direction } from '../../store/store.js';
import { parseIds, quote, requireInRange } from '../execution/argument-checks.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { soleOriginPrefetch } from '../execution/look-ahead.js';
import { findRecord, loadRequired } from '../execution/lookup.js';
import { refOf } from '../execution/scoped-id.js';

interface TraversalArguments extends ClaimArguments {
  readonly direction?: Direction | null;
}

interface NeighborhoodArguments extends TraversalArguments {
  readonly entityId: string;
  readonly depth?: number | null;
  readonly limit?: number | null;
  readonly claimLimit?: number | null;
}

interface PathArguments extends TraversalArguments {
  readonly fromId: string;
  readonly toId: string;
  readonly maxLength?: number | null;
  readonly limit?: number | null;
  readonly avoidIds?: readonly string[] | null;
  readonly throughIds?: readonly string[] | null;
}

/** Each entity in `through` doubles the states of a search. */
const MAX_THROUGH = 3;

export const traversalResolvers = {
  Query: {
    neighborhood: async (
      _: unknown,
      args: NeighborhoodArguments,
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => {
      const filter = parseClaimFilter(args);
      const request = {
        depth: requireInRange('depth', args.depth ?? 1, { min: 1, max: 5 }),
        maxEntities: requireInRange('limit', args.limit ?? 100, { min: 1, max: 1000 }),
        maxClaims: requireInRange('claimLimit', args.claimLimit ?? 500, { min: 1, max: 2000 }),
      };
      const { id: entityId } = await findRecord(context, 'entity', args.entityId);
      const found = await context.store.neighborhood(
        { ...request, entityId },
        args.direction ?? 'BOTH',
        filter,
      );
      context.loaders.entity.keepAll(found.entities.map(({ entity }) => entity));
      await loadSoleOrigins(found.claims, soleOriginPrefetch(info), context);
      return found;
    },
    paths: async (_: unknown, args: PathArguments, context: RequestContext) => {
      const filter = parseClaimFilter(args);
      const request = parsePathRequest(args);
      await Promise.all([args.fromId, args.toId].map((id) => findRecord(context, 'entity', id)));
      return context.store.paths(request, args.direction ?? 'BOTH', filter);
    },
  },
  Path: {
    length: ({ claims }: ClaimPath) => claims.length,
    weakestStatus: ({ claims }: ClaimPath) => weakestLink(claims).weakestStatus,
    lowestConfidence: ({ claims }: ClaimPath) => weakestLink(claims).lowestConfidence,
    entities: ({ entityIds }: ClaimPath, _: unknown, { loaders }: RequestContext) =>
      entityIds.map((id) => loadRequired(loaders.entity, id)),
    steps: ({ entityIds, claims }: ClaimPath, _: unknown, { loaders }: RequestContext) =>
      claims.map((claim, index) => {
        const [from, to] = [entityIds[index] as string, entityIds[index + 1] as string];
        return {
          claim,
          forward: claim.subjectId === from,
          from: () => loadRequired(loaders.entity, from),
          to: () => loadRequired(loaders.entity, to),
        };
      }),
  },
};

/** Reads the sole sources and articles of many claims at once, so that their fields need no promises. */
async function loadSoleOrigins(
  claims: readonly Claim[],
  prefetch: ReturnType<typeof soleOriginPrefetch>,
  { loaders }: RequestContext,
): Promise<void> {
  const [sourceIds, articleIds] = [new Set<string>(), new Set<string>()];
  for (const { soleSourceId, soleArticleId } of claims) {
    if (prefetch.sources && soleSourceId !== null) sourceIds.add(soleSourceId);
    if (prefetch.articles && soleArticleId !== null) articleIds.add(soleArticleId);
  }
  await Promise.all([loaders.source.loadMany([...sourceIds]), loaders.article.loadMany([...articleIds])]);
}

function parsePathRequest(args: PathArguments) {
  const [from, to] = [refOf(args.fromId), refOf(args.toId)];
  const avoid = parseIds('avoidIds', 'entity', args.avoidIds) ?? [];
  const through = parseIds('throughIds', 'entity', args.throughIds) ?? [];
  if (from === to)
    throw new AscribeError(
      'BAD_INPUT',
      `fromId and toId are both ${quote(from)}; expected two different entities`,
    );
  if (through.length > MAX_THROUGH)
    throw new AscribeError(
      'BAD_INPUT',
      `throughIds has ${through.length} ids; expected at most ${MAX_THROUGH}`,
    );
  const avoided = [from, to, ...through].find((id) => avoid.includes(id));
  if (avoided !== undefined)
    throw new AscribeError(
      'BAD_INPUT',
      `avoidIds contains ${quote(avoided)}, which is also in fromId, toId or throughIds; expected other entities`,
    );
  return {
    fromId: from,
    toId: to,
    maxLength: requireInRange('maxLength', args.maxLength ?? 4, { min: 1, max: 8 }),
    limit: requireInRange('limit', args.limit ?? 10, { min: 1, max: 100 }),
    avoid,
    // Every path contains its own ends.
    through: through.filter((id) => id !== from && id !== to),
  };
}
