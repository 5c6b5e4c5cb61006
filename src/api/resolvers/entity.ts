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
import { loadBodies, loadEntities } from '../execution/load-bodies.js';
import { claimPrefetch } from '../execution/look-ahead.js';
import { findRecordInScope } from '../execution/lookup.js';
import { type PageArguments, parsePage } from '../execution/page-arguments.js';
import type { ConnectionField } from '../execution/pinned-page.js';
import { claimConnection, listConnection } from '../execution/relay-connection.js';
import { graphqlTypeOf } from './node.js';

interface KindArguments extends PageArguments {
  readonly kinds?: readonly EntityKind[] | null;
}

export const entityResolvers = {
  Entity: {
    __resolveType: graphqlTypeOf,
    organOf: ({ organOf }: Entity, _: unknown, { loaders }: RequestContext) => loadEntities(organOf, loaders),
    voices: async (entity: Entity, _: unknown, { loaders }: RequestContext) =>
      loadEntities(voicesOf(entity.id, await loadBodies([entity], loaders)), loaders),
    claims: (
      { id }: Entity,
      args: ClaimArguments & PageArguments & { direction?: Direction | null },
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => {
      const filter = parseClaimFilter(args);
      const direction = args.direction ?? 'BOTH';
      return listConnection({ context, info }, parsePage(args), {
        read: ({ loaders }, page) => loaders.claimsOf(direction, filter, page, claimPrefetch(info)).load(id),
        count: ({ loaders }) => loaders.claimCountOf(direction, filter).load(id),
      });
    },
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
    ) => findRecordInScope(context, 'entity', args, info),
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
