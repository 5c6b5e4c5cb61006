import type { GraphQLResolveInfo } from 'graphql';
import { lazy } from '../../async/lazy.js';
import { AscribeError } from '../../domain/errors.js';
import { isAttribute, kindTypeName, ROLES, type Role } from '../../domain/ontology.js';
import type { Claim, Entity } from '../../domain/records.js';
import { weakestLink } from '../../domain/traversal/weakest-link.js';
import type { ClaimPath, ClaimPrefetch } from '../../store/store.js';
import { requireInRange } from '../execution/argument-checks.js';
import { paginateChains } from '../execution/chain-page.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { claimPrefetch, rolePrefetch } from '../execution/look-ahead.js';
import { loadRequired } from '../execution/lookup.js';
import {
  countedConnection,
  listConnection,
  type PageArguments,
  parsePage,
} from '../execution/relay-connection.js';
import { parseRolePredicates } from './role-predicates.js';

/** Resolvers of the role fields, by GraphQL type. */
export const roleResolvers = Object.fromEntries(
  Object.entries(ROLES).map(([kind, roles]) => [
    kindTypeName(kind as keyof typeof ROLES),
    createRoleFields(roles),
  ]),
);

type RoleArguments = ClaimArguments & PageArguments & { readonly depth?: number | null };

function createRoleFields(roles: Record<string, Role>) {
  return Object.fromEntries(
    Object.entries(roles).map(([name, role]) => [
      name,
      role.predicates.some(isAttribute) ? createValueField(name, role) : createRoleField(name, role),
    ]),
  );
}

/** The entities at the other end of the role's claims; each edge has the chain of claims that leads there. */
function createRoleField(name: string, role: Role) {
  return (entity: Entity, args: RoleArguments, context: RequestContext, info: GraphQLResolveInfo) => {
    const depth = requireInRange('depth', args.depth ?? 1, { min: 1, max: 5 });
    const { page, read, count } =
      depth === 1
        ? readDirectPaths(name, role, entity, args, context, rolePrefetch(info))
        : readChains(name, role, entity, { ...args, depth }, context);
    const end = ({ entityIds }: ClaimPath) =>
      loadRequired(context.loaders.entity, entityIds.at(-1) as string);
    return countedConnection(page, read, count, end, ({ claims }) => ({
      claim: claims.at(-1),
      distance: claims.length,
      chain: claims,
      ...weakestLink(claims),
    }));
  };
}

/** The role's claims of the entity itself, each as a chain of one claim. */
function readDirectPaths(
  name: string,
  role: Role,
  entity: Entity,
  args: RoleArguments,
  context: RequestContext,
  prefetch: ClaimPrefetch,
) {
  const { page, read, count } = readRoleClaims(name, role, entity, args, context, prefetch);
  const chain = (claim: Claim): ClaimPath => ({
    entityIds: [entity.id, otherEnd(claim, role)],
    claims: [claim],
  });
  const chains = async () => {
    const { items, ...rest } = await read();
    return { ...rest, items: items.map(chain) };
  };
  return { page, read: chains, count };
}

function readChains(
  name: string,
  role: Role,
  { id }: Entity,
  args: RoleArguments & { readonly depth: number },
  { store }: RequestContext,
) {
  const filter = parseClaimFilter({
    ...args,
    predicates: parseRolePredicates(name, role, args.predicates),
  });
  const page = parsePage(args);
  const all = lazy(() => store.chainsFrom(id, args.depth, role.direction, filter));
  return {
    page,
    read: async () => paginateChains(await all(), page),
    count: async () => (await all()).length,
  };
}

/** Lists the claims themselves: attributes, such as casualties, have no entity at the other end. */
function createValueField(name: string, role: Role) {
  return (entity: Entity, args: RoleArguments, context: RequestContext, info: GraphQLResolveInfo) => {
    const { page, read, count } = readRoleClaims(name, role, entity, args, context, claimPrefetch(info));
    return listConnection(page, read, count);
  };
}

function readRoleClaims(
  name: string,
  role: Role,
  { id }: Entity,
  args: RoleArguments,
  { loaders }: RequestContext,
  prefetch: ClaimPrefetch,
) {
  const predicates = parseRolePredicates(name, role, args.predicates);
  const filter = parseClaimFilter({ ...args, predicates });
  const page = parsePage(args);
  return {
    page,
    read: () => loaders.claimsOf(role.direction, filter, page, prefetch).load(id),
    count: () => loaders.claimCountOf(role.direction, filter).load(id),
  };
}

function otherEnd({ id, subjectId, objectId }: Claim, { direction }: Role): string {
  const other = direction === 'IN' ? subjectId : objectId;
  if (other === null)
    throw new AscribeError('INTERNAL', `claim ${id} has no entity as its object; expected one for a role`);
  return other;
}
