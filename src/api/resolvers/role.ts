import type { GraphQLResolveInfo } from 'graphql';
import { AscribeError } from '../../domain/errors.js';
import {
  ACTOR_KINDS,
  type EntityKind,
  fromOntology,
  isAttribute,
  kindTypeName,
  predicateDefinition,
  ROLES,
  type Role,
  symmetricPredicates,
  withNarrower,
} from '../../domain/ontology.js';
import type { Claim, Entity } from '../../domain/records.js';
import { weakestLink } from '../../domain/traversal/weakest-link.js';
import type { ClaimPath } from '../../store/store.js';
import { requireInRange } from '../execution/argument-checks.js';
import { paginateChains } from '../execution/chain-page.js';
import type { ClaimArguments } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { claimPrefetch, rolePrefetch } from '../execution/look-ahead.js';
import { loadRequired } from '../execution/lookup.js';
import { type PageArguments, parsePage } from '../execution/page-arguments.js';
import { oncePerView } from '../execution/pinned-page.js';
import {
  type ClaimRead,
  type ConnectionReads,
  claimReads,
  countedConnection,
  listConnection,
} from '../execution/relay-connection.js';
import { parseRoleFilter } from './role-filter.js';

/** Resolvers of the role fields, by GraphQL type. */
export const roleResolvers = Object.fromEntries(
  Object.entries(ROLES).map(([kind, roles]) => [
    kindTypeName(kind as keyof typeof ROLES),
    createRoleFields(roles),
  ]),
);

export type RoleArguments = ClaimArguments & PageArguments & { readonly depth?: number | null };

function createRoleFields(roles: Record<string, Role>) {
  return Object.fromEntries(
    Object.entries(roles).map(([name, role]) => [
      name,
      isValueRole(role) ? createValueField(name, role) : createRoleField(name, role),
    ]),
  );
}

/** The entities at the other end of the role's claims; each edge has the chain of claims that leads there. */
function createRoleField(name: string, role: Role) {
  return (entity: Entity, args: RoleArguments, context: RequestContext, info: GraphQLResolveInfo) => {
    const depth = requireInRange('depth', args.depth ?? 1, { min: 1, max: 5 });
    const reads =
      depth === 1
        ? directPathReads(role, entity, roleClaimRead(name, role, args, info))
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
function directPathReads(role: Role, { id }: Entity, claims: ClaimRead): ConnectionReads<ClaimPath> {
  const { read, count } = claimReads(id, claims);
  const chain = (claim: Claim): ClaimPath => ({ entityIds: [id, otherEnd(claim, role)], claims: [claim] });
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
  return (entity: Entity, args: RoleArguments, context: RequestContext, info: GraphQLResolveInfo) =>
    listConnection(
      { context, info },
      parsePage(args),
      claimReads(entity.id, roleClaimRead(name, role, args, info)),
    );
}

/** The claims of the entity itself that a role field reads. Throws BAD_INPUT. */
export function roleClaimRead(
  name: string,
  role: Role,
  args: ClaimArguments,
  info: GraphQLResolveInfo,
): ClaimRead {
  return {
    direction: role.direction,
    filter: parseRoleFilter(name, role, args),
    prefetch: isValueRole(role) ? claimPrefetch(info) : rolePrefetch(info),
  };
}

/** The role that is a field of this GraphQL type, if no entity of another type has claims in it. */
export const roleOnlyOf = (type: string, name: string): Role | null =>
  rolesOfOneType().get(type)?.get(name) ?? null;

const rolesOfOneType = fromOntology(
  (): ReadonlyMap<string, ReadonlyMap<string, Role>> =>
    new Map(
      Object.entries(ROLES).map(([kind, roles]) => {
        const kinds = kind === 'ACTOR' ? ACTOR_KINDS : [kind as EntityKind];
        const own = Object.entries<Role>(roles).filter(([, role]) => isOnlyOf(kinds, role));
        return [kindTypeName(kind as keyof typeof ROLES), new Map(own)];
      }),
    ),
);

function isOnlyOf(kinds: readonly EntityKind[], { predicates, optIn = [], direction }: Role): boolean {
  const all = withNarrower([...predicates, ...optIn]);
  const symmetric = new Set(symmetricPredicates(all));
  return all.every((name) => {
    const { domain, range } = predicateDefinition(name);
    const entities = isAttribute(name) ? [] : (range as readonly EntityKind[]);
    const own = direction === 'OUT' ? domain : entities;
    const ends = symmetric.has(name) ? [...domain, ...entities] : own;
    return ends.every((kind) => kinds.includes(kind));
  });
}

function isValueRole({ predicates }: Role): boolean {
  return predicates.some(isAttribute);
}

function otherEnd({ id, subjectId, objectId }: Claim, { direction }: Role): string {
  const other = direction === 'IN' ? subjectId : objectId;
  if (other === null)
    throw new AscribeError('INTERNAL', `claim ${id} has no entity as its object; expected one for a role`);
  return other;
}
