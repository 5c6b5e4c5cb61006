import type { GraphQLResolveInfo } from 'graphql';
import { AscribeError } from '../../domain/errors.js';
import { isAttribute, kindTypeName, ROLES, type Role } from '../../domain/ontology.js';
import type { Claim, Entity } from '../../domain/records.js';
import { weakestLink } from '../../domain/traversal/weakest-link.js';
import type { ClaimPath, ClaimPrefetch } from '../../store/store.js';
import { requireInRange } from '../execution/argument-checks.js';
import { paginateChains } from '../execution/chain-page.js';
import type { ClaimArguments } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { claimPrefetch, rolePrefetch } from '../execution/look-ahead.js';
import { loadRequired } from '../execution/lookup.js';
import { type PageArguments, parsePage } from '../execution/page-arguments.js';
import { oncePerView } from '../execution/pinned-page.js';
import { type ConnectionReads, countedConnection, listConnection } from '../execution/relay-connection.js';
import { parseRoleFilter } from './role-filter.js';

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
    const reads =
      depth === 1
        ? directPathReads(name, role, entity, args, rolePrefetch(info))
        : chainReads(name, role, entity, { ...args, depth });
    return countedConnection({ context, info }, parsePage(args), reads, {
      node: ({ entityIds }, { loaders }) => loadRequired(loaders.entity, entityIds.at(-1) as string),
      edgeFields: ({ claims }) => ({
        claim: claims.at(-1),
        distance: claims.length,
        chain: claims,
        ...weakestLink(claims),
      }),
    });
  };
}

/** The role's claims of the entity itself, each as a chain of one claim. */
function directPathReads(
  name: string,
  role: Role,
  entity: Entity,
  args: RoleArguments,
  prefetch: ClaimPrefetch,
): ConnectionReads<ClaimPath> {
  const { read, count } = roleClaimReads(name, role, entity, args, prefetch);
  const chain = (claim: Claim): ClaimPath => ({
    entityIds: [entity.id, otherEnd(claim, role)],
    claims: [claim],
  });
  return {
    read: async (view, page) => {
      const { items, ...rest } = await read(view, page);
      return { ...rest, items: items.map(chain) };
    },
    count,
  };
}

function chainReads(
  name: string,
  role: Role,
  { id }: Entity,
  args: RoleArguments & { readonly depth: number },
): ConnectionReads<ClaimPath> {
  const filter = parseRoleFilter(name, role, args);
  const all = oncePerView(({ store }) => store.chainsFrom(id, args.depth, role.direction, filter));
  return {
    read: async (view, page) => paginateChains(await all(view), page),
    count: async (view) => (await all(view)).length,
  };
}

/** Lists the claims themselves: attributes, such as casualties, have no entity at the other end. */
function createValueField(name: string, role: Role) {
  return (entity: Entity, args: RoleArguments, context: RequestContext, info: GraphQLResolveInfo) => {
    const reads = roleClaimReads(name, role, entity, args, claimPrefetch(info));
    return listConnection({ context, info }, parsePage(args), reads);
  };
}

function roleClaimReads(
  name: string,
  role: Role,
  { id }: Entity,
  args: RoleArguments,
  prefetch: ClaimPrefetch,
): ConnectionReads<Claim> {
  const filter = parseRoleFilter(name, role, args);
  return {
    read: ({ loaders }, page) => loaders.claimsOf(role.direction, filter, page, prefetch).load(id),
    count: ({ loaders }) => loaders.claimCountOf(role.direction, filter).load(id),
  };
}

function otherEnd({ id, subjectId, objectId }: Claim, { direction }: Role): string {
  const other = direction === 'IN' ? subjectId : objectId;
  if (other === null)
    throw new AscribeError('INTERNAL', `claim ${id} has no entity as its object; expected one for a role`);
  return other;
}
