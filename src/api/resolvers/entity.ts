import type { GraphQLResolveInfo } from 'graphql';
import { AscribeError } from '../../domain/errors.js';
import { ACTOR_KINDS, type EntityKind } from '../../domain/ontology.js';
import type { Entity } from '../../domain/records.js';
import type { Direction } from '../../store/store.js';
import { type ClaimArguments, claimFilterOf, kindsOf } from '../execution/claim-arguments.js';
import { listConnection, type PageArguments, pageOf } from '../execution/connection.js';
import type { Context } from '../execution/context.js';
import { alongClaims } from '../execution/look-ahead.js';
import { find } from '../execution/lookup.js';
import { typeOf } from './node.js';

interface KindArguments extends PageArguments {
  readonly kinds?: readonly EntityKind[] | null;
}

export const entityResolvers = {
  Entity: {
    __resolveType: typeOf,
    claims: (
      { id }: Entity,
      args: ClaimArguments & PageArguments & { direction?: Direction | null },
      { loaders }: Context,
      info: GraphQLResolveInfo,
    ) => {
      const filter = claimFilterOf(args);
      const direction = args.direction ?? 'BOTH';
      const page = pageOf(args);
      return listConnection(
        page,
        () => loaders.claimsOf(direction, filter, page, alongClaims(info)).load(id),
        () => loaders.claimCountOf(direction, filter).load(id),
      );
    },
  },
  Actor: { __resolveType: typeOf },
  Query: {
    entity: (_: unknown, { id }: { id: string }, context: Context) => find(context, 'entity', id),
    entities: (_: unknown, args: KindArguments, context: Context) =>
      listed(kindsOf(args.kinds), args, context),
    actors: (_: unknown, args: KindArguments, context: Context) =>
      listed(actorKindsOf(args.kinds), args, context),
    attacks: (_: unknown, args: PageArguments, context: Context) => listed(['ATTACK'], args, context),
    corridors: (_: unknown, args: PageArguments, context: Context) => listed(['CORRIDOR'], args, context),
  },
};

function listed(kinds: readonly EntityKind[] | undefined, args: PageArguments, { store }: Context) {
  const filter = kinds === undefined ? {} : { kinds };
  const page = pageOf(args);
  return listConnection(
    page,
    () => store.listEntities(filter, page),
    () => store.countEntities(filter),
  );
}

function actorKindsOf(asked: readonly EntityKind[] | null | undefined): readonly EntityKind[] {
  const actors: readonly EntityKind[] = ACTOR_KINDS;
  const wrong = asked?.find((kind) => !actors.includes(kind));
  if (wrong !== undefined)
    throw new AscribeError(
      'BAD_INPUT',
      `kinds: ${wrong} is no kind of actor; expected some of ${actors.join(', ')}`,
    );
  return kindsOf(asked) ?? actors;
}
