import { AscribeError } from '../../domain/errors.js';
import type { Claim, Entity } from '../../domain/records.js';
import { type ClaimArguments, claimFilterOf } from '../claim-filter.js';
import { connection, listConnection, type PageArguments, pageOf } from '../connection.js';
import type { Context } from '../context.js';
import { required } from '../lookup.js';
import { ROLES, type Role, rolePredicates } from '../roles.js';

/** Resolvers of the role fields, made from the table of roles. */
export const roleResolvers = {
  Actor: fieldsOf(ROLES.Actor),
  Attack: { ...fieldsOf(ROLES.Attack), casualties: casualties(ROLES.Attack.casualties) },
  Corridor: fieldsOf(ROLES.Corridor),
};

type RoleArguments = ClaimArguments & PageArguments;

function fieldsOf(roles: Record<string, Role>) {
  return Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, field(name, role)]));
}

/** Entities at the other end of the claims that make the role, each with its claim. */
function field(name: string, role: Role) {
  return (entity: Entity, args: RoleArguments, context: Context) => {
    const { page, read, count } = claimsInRole(name, role, entity, args, context);
    const other = (claim: Claim) => required(context.loaders.entity, otherEnd(claim, role));
    return connection(page, read, count, other, (claim) => ({ claim }));
  };
}

/** Casualties are figures: there is no entity at the other end, and the claims themselves are listed. */
function casualties(role: Role) {
  return (entity: Entity, args: RoleArguments, context: Context) => {
    const { page, read, count } = claimsInRole('casualties', role, entity, args, context);
    return listConnection(page, read, count);
  };
}

function claimsInRole(name: string, role: Role, { id }: Entity, args: RoleArguments, { loaders }: Context) {
  const predicates = rolePredicates(name, role, args.predicates);
  const filter = claimFilterOf({ ...args, predicates });
  const page = pageOf(args);
  return {
    page,
    read: () => loaders.claimsOf(role.direction, filter, page).load(id),
    count: () => loaders.claimCountOf(role.direction, filter).load(id),
  };
}

function otherEnd({ id, subjectId, objectId }: Claim, { direction }: Role): string {
  const other = direction === 'IN' ? subjectId : objectId;
  if (other === null) throw new AscribeError('INTERNAL', `${id} has no entity at its other end`);
  return other;
}
