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
import type { ClaimPrefetch, PageRequest } from '../../store/store.js';
import { type PageArguments, parsePage } from './relay-connection.js';
import { isSkipped } from './skip-include.js';

/*
 * What an answer will want, read off the query before its fields are reached, so that the store is asked once and not field by field. It
 * only saves questions: what is missed here is read when its field is reached.
 */

/** Ways from a connection to its records, as names of fields. */
type FieldPaths = readonly (readonly string[])[];
const NODE_PATHS: FieldPaths = [['nodes'], ['edges', 'node']];

/** What is wanted of the claims of a connection of claims. */
export const claimPrefetch = memoizePerField((info) => prefetchFor(info, NODE_PATHS));

/** The same of a role, whose nodes are the entities at the far ends. */
export const rolePrefetch = memoizePerField((info) => {
  const { endpoints, citations } = prefetchFor(info, [
    ['edges', 'claim'],
    ['edges', 'chain'],
  ]);
  return { endpoints: endpoints || selectsAny(info, currentField(info), NODE_PATHS), citations };
});

/** Whether the articles of a connection of citations are wanted. */
export const prefetchesArticles = memoizePerField((info) => selectsArticles(info, currentField(info)));

/** A field of one type, as often as it is selected. */
interface SelectedField {
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
}

function prefetchFor(info: GraphQLResolveInfo, claimPaths: FieldPaths): ClaimPrefetch {
  const claims = selectedAtPaths(info, currentField(info), claimPaths);
  const cited = claims
    .flatMap((claim) => selectedAtPaths(info, claim, [['citations']]))
    .flatMap(({ definition, nodes }) => nodes.map((node) => ({ definition, nodes: [node] })))
    .find((citations) => selectsArticles(info, citations));
  return {
    endpoints: claims.some((claim) => selectsAny(info, claim, [['subject'], ['object']])),
    citations: cited === undefined ? null : selectedPage(info, cited),
  };
}

function selectsArticles(info: GraphQLResolveInfo, citations: SelectedField): boolean {
  return selectsAny(
    info,
    citations,
    NODE_PATHS.map((way) => [...way, 'article']),
  );
}

function selectedPage(info: GraphQLResolveInfo, { definition, nodes }: SelectedField): PageRequest | null {
  try {
    const args = getArgumentValues(definition, nodes[0] as FieldNode, info.variableValues);
    return parsePage(args as PageArguments);
  } catch {
    // The field itself will say what is wrong with them.
    return null;
  }
}

function currentField({ parentType, fieldName, fieldNodes }: GraphQLResolveInfo): SelectedField {
  return { definition: parentType.getFields()[fieldName] as SelectedField['definition'], nodes: fieldNodes };
}

const selectsAny = (info: GraphQLResolveInfo, from: SelectedField, paths: FieldPaths): boolean =>
  selectedAtPaths(info, from, paths).length > 0;

function selectedAtPaths(
  info: GraphQLResolveInfo,
  from: SelectedField,
  paths: FieldPaths,
): readonly SelectedField[] {
  return paths.flatMap((way) =>
    way.reduce<SelectedField[]>(
      (fields, name) => fields.flatMap((field) => selectedSubfields(info, field, name)),
      [from],
    ),
  );
}

function selectedSubfields(
  info: GraphQLResolveInfo,
  { definition, nodes }: SelectedField,
  name: string,
): SelectedField[] {
  const type = getNamedType(definition.type);
  const field = isObjectType(type) ? type.getFields()[name] : undefined;
  if (field === undefined) return [];
  const found: FieldNode[] = [];
  const spread = new Set<string>();
  const look = (selections: readonly SelectionNode[]) => {
    for (const selection of selections) {
      if (isSkipped(selection, info.variableValues)) continue;
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
function memoizePerField<T>(compute: (info: GraphQLResolveInfo) => T): (info: GraphQLResolveInfo) => T {
  // The values of variables are made for each request anew.
  const known = new WeakMap<object, Map<FieldNode | undefined, T>>();
  return (info) => {
    const [field] = info.fieldNodes;
    const ofRequest = known.get(info.variableValues) ?? new Map<FieldNode | undefined, T>();
    known.set(info.variableValues, ofRequest);
    const found = ofRequest.get(field) ?? compute(info);
    ofRequest.set(field, found);
    return found;
  };
}
