import type { Scope } from '../../read/scope.js';
import type { ClaimOfEntity, EntityFilter } from '../../store.js';
import { allOf, anyOf, type Condition, conditionOf } from '../connection/cypher.js';
import { anyVersionOf } from '../schema/as-of.js';
import { selectClaims } from './claim-window.js';

/** The condition that the entity `owner` has the claims of a filter. */
export const entityCondition = (scope: Scope, { having = [] }: EntityFilter): Condition =>
  allOf(having.map((claim, index) => renameParameters(hasClaim(scope, claim), `having${index}_`)));

const END_PROPERTIES = {
  SUBJECT: ['subjectId'],
  OBJECT: ['objectId'],
  EITHER: ['subjectId', 'objectId'],
} as const;

function hasClaim(scope: Scope, { end, filter }: ClaimOfEntity): Condition {
  const { label, validAt } = anyVersionOf(scope);
  const selections = END_PROPERTIES[end].map((property) =>
    selectClaims(
      scope,
      filter,
      `MATCH (n:${label('Claim')})`,
      `n.${property} = owner.id`,
      // An index of two properties is used only if the statement names both.
      "n.orderKey > ''",
      validAt('n'),
    ),
  );
  return conditionOf(
    anyOf(selections.map(({ cypher }) => `EXISTS { ${cypher} RETURN n }`)),
    selections[0]?.parameters,
  );
}

/** Conditions on different claims in one statement need parameters of their own. All read as of one time. */
function renameParameters({ cypher, parameters }: Condition, prefix: string): Condition {
  return conditionOf(
    cypher.replace(/\$(?!asOf\b)(\w+)/g, `$$${prefix}$1`),
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`${prefix}${name}`, value])),
  );
}
