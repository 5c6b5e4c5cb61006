import type { GraphQLResolveInfo } from 'graphql';
import type { EntityKind } from '../../domain/ontology.js';
import type { Entity } from '../../domain/records.js';
import { voicesOf } from '../../domain/voices.js';
import type { ClaimFilter, Direction, EntityFilter } from '../../store/store.js';
import { type ClaimArguments, parseClaimFilter, parseKinds } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import {
  ENTITY_LISTS,
  type EntityArguments,
  type EntityList,
  parseEntityFilter,
} from '../execution/entity-arguments.js';
import { type FieldAhead, fieldsAhead } from '../execution/fields-ahead.js';
import { loadBodies, loadEntities } from '../execution/load-bodies.js';
import type { Loaders } from '../execution/loaders.js';
import { claimPrefetch, selectsPage } from '../execution/look-ahead.js';
import { findRecordInScope, type ReadAhead } from '../execution/lookup.js';
import { type PageArguments, parsePage } from '../execution/page-arguments.js';
import { type ConnectionField, readsOwnView } from '../execution/pinned-page.js';
import {
  type ClaimRead,
  claimConnection,
  claimReads,
  listConnection,
} from '../execution/relay-connection.js';
import { graphqlTypeOf } from './node.js';
import { roleClaimRead, roleOnlyOf } from './role.js';

type ClaimsArguments = ClaimArguments & PageArguments & { readonly direction?: Direction | null };

interface KindArguments extends PageArguments {
  readonly kinds?: readonly EntityKind[] | null;
}

export const entityResolvers = {
  Entity: {
    __resolveType: graphqlTypeOf,
    organOf: ({ organOf }: Entity, _: unknown, { loaders }: RequestContext) => loadEntities(organOf, loaders),
    voices: async (entity: Entity, _: unknown, { loaders }: RequestContext) =>
      loadEntities(voicesOf(entity.id, await loadBodies([entity], loaders)), loaders),
    claims: ({ id }: Entity, args: ClaimsArguments, context: RequestContext, info: GraphQLResolveInfo) =>
      listConnection({ context, info }, parsePage(args), claimReads(id, entityClaimRead(args, info))),
  },
  Actor: {
    __resolveType: graphqlTypeOf,
    statements: (
      { id }: Entity,
      args: ClaimArguments & PageArguments,
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => claimConnection({ context, info }, args, assertedBy(id, parseClaimFilter(args))),
  },
  Query: {
    entity: (
      _: unknown,
      args: { id: string; asOf?: string | null },
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => findRecordInScope(context, 'entity', args, info, readClaimsAhead(info)),
    entities: (_: unknown, args: KindArguments, context: RequestContext, info: GraphQLResolveInfo) => {
      const kinds = parseKinds(args.kinds);
      return entityConnection({ context, info }, args, kinds === undefined ? {} : { kinds });
    },
    ...Object.fromEntries(
      Object.keys(ENTITY_LISTS).map((list) => [
        list,
        (
          _: unknown,
          args: EntityArguments & PageArguments,
          context: RequestContext,
          info: GraphQLResolveInfo,
        ) => entityConnection({ context, info }, args, parseEntityFilter(list as EntityList, args)),
      ]),
    ),
  },
};

/** The claims that the field `claims` reads. Throws BAD_INPUT. */
const entityClaimRead = (args: ClaimsArguments, info: GraphQLResolveInfo): ClaimRead => ({
  direction: args.direction ?? 'BOTH',
  filter: parseClaimFilter(args),
  prefetch: claimPrefetch(info),
});

/**
 * Reads the claims that the query selects of an entity together with the entity. Only those that no entity of a different kind could have, so
 * that nothing is read in vain.
 */
const readClaimsAhead =
  (info: GraphQLResolveInfo): ReadAhead =>
  ({ loaders, ...context }, id) => {
    let entity: Promise<unknown> | null = null;
    for (const field of fieldsAhead(info)) {
      const claims = claimsAhead(field, context);
      if (claims === null) continue;
      if (entity === null) entity = loaders.loadWithClaims(id, ...claims);
      // The field reports errors of its read.
      else
        loaders
          .claimsOf(...claims)
          .load(id)
          .catch(() => {});
    }
    return entity;
  };

/** The arguments of the loader with which the field will load its claims; null if it will not, or is not known to. */
function claimsAhead(
  field: FieldAhead,
  context: Pick<RequestContext, 'asOf' | 'lastWriteBefore'>,
): Parameters<Loaders['claimsOf']> | null {
  try {
    const claims = claimReadOf(field);
    const { pinnedTo, ...page } = parsePage(field.args);
    if (claims === null || !selectsPage(field.info) || !readsOwnView(context, field.info, pinnedTo))
      return null;
    return [claims.direction, claims.filter, page, claims.prefetch];
  } catch {
    // The field itself reports bad arguments.
    return null;
  }
}

function claimReadOf({ onlyOn, info, args }: FieldAhead): ClaimRead | null {
  if (onlyOn === null)
    return info.fieldName === 'claims' ? entityClaimRead(args as unknown as ClaimsArguments, info) : null;
  const role = roleOnlyOf(onlyOn, info.fieldName);
  const { depth = 1 } = args;
  return role === null || depth !== 1
    ? null
    : roleClaimRead(info.fieldName, role, args as unknown as ClaimsArguments, info);
}

/** The claims of a filter that this entity makes: its conditions on citations are about a citation in which it speaks. */
const assertedBy = (id: string, filter: ClaimFilter): ClaimFilter => ({
  ...filter,
  stances: filter.stances ?? ['SUPPORTS'],
  speakerIds: filter.speakerIds?.includes(id) === false ? [] : [id],
});

function entityConnection(field: ConnectionField, args: PageArguments, filter: EntityFilter) {
  return listConnection(field, parsePage(args), {
    read: ({ store }, page) => store.list('entities', filter, page),
    count: ({ store }) => store.count('entities', filter),
  });
}
