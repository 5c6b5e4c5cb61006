import type { GraphQLResolveInfo } from 'graphql';
import { AscribeError } from '../../domain/errors.js';
import type { Claim, Entity } from '../../domain/records.js';
import { weakestLink } from '../../domain/traversal/weakest-link.js';
import type { ClaimPath, Prefetch } from '../../store/store.js';
import { chainPage } from '../execution/chain-page.js';
import { type ClaimArguments, claimFilterOf } from '../execution/claim-arguments.js';
import { connection, listConnection, type PageArguments, pageOf } from '../execution/connection.js';
import type { Context } from '../execution/context.js';
import { within } from '../execution/in-range.js';
import { alongClaims, alongRole } from '../execution/look-ahead.js';
import { required } from '../execution/lookup.js';
import { ROLES, type Role, rolePredicates } from './role-table.js';

/** Resolvers of the role fields, made from the table of roles. */
export const roleResolvers = {
  Actor: fieldsOf(ROLES.Actor),
  Attack: { ...fieldsOf(ROLES.Attack), casualties: casualties(ROLES.Attack.casualties) },
  Corridor: fieldsOf(ROLES.Corridor),
};

type RoleArguments = ClaimArguments & PageArguments & { readonly depth?: number | null };

function fieldsOf(roles: Record<string, Role>) {
  return Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, field(name, role)]));
}

/** Entities at the other end of the claims that make the role, each with its claim, and the chain of claims that leads there. */
function field(name: string, role: Role) {
  return (entity: Entity, args: RoleArguments, context: Context, info: GraphQLResolveInfo) => {
    const depth = within('depth', args.depth ?? 1, { least: 1, most: 5 });
    const { page, read, count } =
      depth === 1
        ? linksInRole(name, role, entity, args, context, alongRole(info))
        : chainsInRole(name, role, entity, { ...args, depth }, context);
    const end = ({ entityIds }: ClaimPath) => required(context.loaders.entity, entityIds.at(-1) as string);
    return connection(page, read, count, end, ({ claims }) => ({
      claim: claims.at(-1),
      distance: claims.length,
      chain: claims,
      ...weakestLink(claims),
    }));
  };
}

/** The claims of the role at the entity itself, each as a chain of one. */
function linksInRole(
  name: string,
  role: Role,
  entity: Entity,
  args: RoleArguments,
  context: Context,
  along: Prefetch,
) {
  const { page, read, count } = claimsInRole(name, role, entity, args, context, along);
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

function chainsInRole(
  name: string,
  { direction, ...role }: Role,
  { id }: Entity,
  args: RoleArguments & { readonly depth: number },
  { store }: Context,
) {
  const filter = claimFilterOf({
    ...args,
    predicates: rolePredicates(name, { direction, ...role }, args.predicates),
  });
  const page = pageOf(args);
  let reading: Promise<readonly ClaimPath[]> | undefined;
  const all = () => {
    reading ??= store.chainsFrom(id, args.depth, direction, filter);
    return reading;
  };
  return {
    page,
    read: async () => chainPage(await all(), page),
    count: async () => (await all()).length,
  };
}

/** Casualties are figures: there is no entity at the other end, and the claims themselves are listed. */
function casualties(role: Role) {
  return (entity: Entity, args: RoleArguments, context: Context, info: GraphQLResolveInfo) => {
    const { page, read, count } = claimsInRole('casualties', role, entity, args, context, alongClaims(info));
    return listConnection(page, read, count);
  };
}

function claimsInRole(
  name: string,
  role: Role,
  { id }: Entity,
  args: RoleArguments,
  { loaders }: Context,
  along: Prefetch,
) {
  const predicates = rolePredicates(name, role, args.predicates);
  const filter = claimFilterOf({ ...args, predicates });
  const page = pageOf(args);
  return {
    page,
    read: () => loaders.claimsOf(role.direction, filter, page, along).load(id),
    count: () => loaders.claimCountOf(role.direction, filter).load(id),
  };
}

function otherEnd({ id, subjectId, objectId }: Claim, { direction }: Role): string {
  const other = direction === 'IN' ? subjectId : objectId;
  if (other === null) throw new AscribeError('INTERNAL', `${id} has no entity at its other end`);
  return other;
}
