import {
  type FieldNode,
  type GraphQLField,
  type GraphQLResolveInfo,
  getArgumentValues,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionNode,
} from 'graphql';
import type { PageRequest, Prefetch } from '../../store/store.js';
import { type PageArguments, pageOf } from './connection.js';
import { isLeftOut } from './skip-include.js';

/*
 * What an answer will want, read off the query before its fields are reached, so that the store is asked once and not field by field. It
 * only saves questions: what is missed here is read when its field is reached.
 */

/** Ways from a connection to its records, as names of fields. */
type Ways = readonly (readonly string[])[];
const TO_NODES: Ways = [['nodes'], ['edges', 'node']];

/** What is wanted of the claims of a connection of claims. */
export const alongClaims = oncePerField((info) => alongOf(info, TO_NODES));

/** The same of a role, whose nodes are the entities at the far ends. */
export const alongRole = oncePerField((info) => {
  const { endpoints, citations } = alongOf(info, [
    ['edges', 'claim'],
    ['edges', 'chain'],
  ]);
  return { endpoints: endpoints || selects(info, fieldOf(info), TO_NODES), citations };
});

/** Whether the articles of a connection of citations are wanted. */
export const wantsArticles = oncePerField((info) => hasArticles(info, fieldOf(info)));

/** A field of one type, as often as it is selected. */
interface Selected {
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
}

function alongOf(info: GraphQLResolveInfo, toClaims: Ways): Prefetch {
  const claims = selectedBelow(info, fieldOf(info), toClaims);
  const cited = claims
    .flatMap((claim) => selectedBelow(info, claim, [['citations']]))
    .flatMap(({ definition, nodes }) => nodes.map((node) => ({ definition, nodes: [node] })))
    .find((citations) => hasArticles(info, citations));
  return {
    endpoints: claims.some((claim) => selects(info, claim, [['subject'], ['object']])),
    citations: cited === undefined ? null : pageAskedOf(info, cited),
  };
}

function hasArticles(info: GraphQLResolveInfo, citations: Selected): boolean {
  return selects(
    info,
    citations,
    TO_NODES.map((way) => [...way, 'article']),
  );
}

function pageAskedOf(info: GraphQLResolveInfo, { definition, nodes }: Selected): PageRequest | null {
  try {
    const args = getArgumentValues(definition, nodes[0] as FieldNode, info.variableValues);
    return pageOf(args as PageArguments);
  } catch {
    // The field itself will say what is wrong with them.
    return null;
  }
}

function fieldOf({ parentType, fieldName, fieldNodes }: GraphQLResolveInfo): Selected {
  return { definition: parentType.getFields()[fieldName] as Selected['definition'], nodes: fieldNodes };
}

const selects = (info: GraphQLResolveInfo, from: Selected, ways: Ways): boolean =>
  selectedBelow(info, from, ways).length > 0;

function selectedBelow(info: GraphQLResolveInfo, from: Selected, ways: Ways): readonly Selected[] {
  return ways.flatMap((way) =>
    way.reduce<Selected[]>(
      (fields, name) => fields.flatMap((field) => selectedIn(info, field, name)),
      [from],
    ),
  );
}

function selectedIn(info: GraphQLResolveInfo, { definition, nodes }: Selected, name: string): Selected[] {
  const type = getNamedType(definition.type);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (field === undefined) return [];
  const found: FieldNode[] = [];
  const spread = new Set<string>();
  const look = (selections: readonly SelectionNode[]) => {
    for (const selection of selections) {
      if (isLeftOut(selection, info.variableValues)) continue;
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value === name) found.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) look(selection.selectionSet.selections);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        look(info.fragments[selection.name.value]?.selectionSet.selections ?? []);
      }
    }
  };
  for (const { selectionSet } of nodes) look(selectionSet?.selections ?? []);
  return found.length === 0 ? [] : [{ definition: field, nodes: found }];
}

/** Reckons once a request for each field of its query, however many records the field is asked of. */
function oncePerField<T>(reckon: (info: GraphQLResolveInfo) => T): (info: GraphQLResolveInfo) => T {
  // The values of variables are made for each request anew.
  const known = new WeakMap<object, Map<FieldNode | undefined, T>>();
  return (info) => {
    const [field] = info.fieldNodes;
    const ofRequest = known.get(info.variableValues) ?? new Map<FieldNode | undefined, T>();
    known.set(info.variableValues, ofRequest);
    const found = ofRequest.get(field) ?? reckon(info);
    ofRequest.set(field, found);
    return found;
  };
}
