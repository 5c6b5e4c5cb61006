import { AscribeError } from '../../domain/errors.js';
import { type Predicate, type Role, withNarrower } from '../../domain/ontology.js';
import type { ClaimFilter } from '../../store/store.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';

export type RolePredicates = Pick<Role, 'predicates' | 'optIn'>;

/** The claims to follow for a role: by default those of all its predicates but the opt-in ones. Throws BAD_INPUT for predicates of another role. */
export function parseRoleFilter(
  name: string,
  role: RolePredicates,
  { statuses, where }: ClaimArguments,
): ClaimFilter {
  const predicates = parseRolePredicates(name, role, where?.predicates);
  return parseClaimFilter({ statuses, where: { ...where, predicates } });
}

function parseRolePredicates(
  name: string,
  role: RolePredicates,
  requested: readonly Predicate[] | null | undefined,
): readonly Predicate[] {
  if (requested == null) return role.predicates;
  const allowed = withNarrower([...role.predicates, ...(role.optIn ?? [])]);
  const wrong = requested.find((predicate) => !allowed.includes(predicate));
  if (wrong === undefined) return requested;
  throw new AscribeError(
    'BAD_INPUT',
    `predicates: ${wrong} is not a predicate of ${name}; expected some of ${allowed.join(', ')}`,
  );
}
