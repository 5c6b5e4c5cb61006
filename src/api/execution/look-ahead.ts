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
import type { CitationPrefetch, CitationsOfClaims, ClaimPrefetch, PageRequest } from '../../store/store.js';
import { type PageArguments, parsePage } from './page-arguments.js';
import { isSkipped } from './skip-include.js';

/*
 * Look-ahead: reads from the query which related records it will need, so that one read of the store brings them all. It is only an
 * optimization: a field whose record was not prefetched reads it itself.
 */

/** Paths of field names from a connection to its records. */
type FieldPaths = readonly (readonly string[])[];
const NODE_PATHS: FieldPaths = [['nodes'], ['edges', 'node']];
/** The fields of a connection that need its page. */
const PAGE_PATHS: FieldPaths = [['nodes'], ['edges'], ['pageInfo']];

/** For a connection of claims. */
export const claimPrefetch = memoizePerField((info) => prefetchFor(info, NODE_PATHS));

/** For a role, whose nodes are the entities at the other ends of the claims. */
export const rolePrefetch = memoizePerField((info) => {
  const { endpoints, citations } = prefetchFor(info, [
    ['edges', 'claim'],
    ['edges', 'chain'],
  ]);
  return { endpoints: endpoints || selectsAny(info, currentField(info), NODE_PATHS), citations };
});

/** For a neighborhood: what its claims select of the only source and the only article behind them. */
export const soleOriginPrefetch = memoizePerField((info) => {
  const selects = (name: string) => selectsAny(info, currentField(info), [['claims', name]]);
  return { sources: selects('soleSource'), articles: selects('soleArticle') };
});

/** For a connection of citations. */
export const citationPrefetch = memoizePerField((info) => citationPrefetchFor(info, currentField(info)));

/** Whether a connection selects cursors. */
export const selectsCursors = memoizePerField((info) =>
  selectsAny(info, currentField(info), [
    ['edges', 'cursor'],
    ['pageInfo', 'endCursor'],
    ['pageInfo', 'startCursor'],
  ]),
);

/** Whether a connection selects its page, not only a count. */
export const selectsPage = memoizePerField((info) => selectsAny(info, currentField(info), PAGE_PATHS));

/** A field of one type, with every place that selects it. */
interface SelectedField {
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
}

function prefetchFor(info: GraphQLResolveInfo, claimPaths: FieldPaths): ClaimPrefetch {
  const claims = selectedAtPaths(info, currentField(info), claimPaths);
  return {
    endpoints: claims.some((claim) => selectsAny(info, claim, [['subject'], ['object']])),
    citations: mostRelated(
      claims
        .flatMap((claim) => selectedAtPaths(info, claim, [['citations']]))
        .flatMap(byResponseKey)
        .filter((citations) => selectsAny(info, citations, PAGE_PATHS))
        .flatMap((citations) => {
          const page = selectedPage(info, citations);
          return page === null ? [] : [{ page, ...citationPrefetchFor(info, citations) }];
        }),
    ),
  };
}

/** One read brings one page of citations: the one with the most related records. Others are read by their own fields. */
function mostRelated(pages: readonly CitationsOfClaims[]): CitationsOfClaims | null {
  const related = ({ articles, speakers }: CitationsOfClaims) => Number(articles) + Number(speakers);
  return pages.reduce<CitationsOfClaims | null>(
    (most, one) => (most === null || related(one) > related(most) ? one : most),
    null,
  );
}

function citationPrefetchFor(info: GraphQLResolveInfo, citations: SelectedField): CitationPrefetch {
  const selects = (name: string) =>
    selectsAny(
      info,
      citations,
      NODE_PATHS.map((path) => [...path, name]),
    );
  return { articles: selects('article'), speakers: selects('assertedBy') };
}

/** Fields with one response key are one field of the response, and have the same arguments. */
function byResponseKey({ definition, nodes }: SelectedField): SelectedField[] {
  const byKey = new Map<string, FieldNode[]>();
  for (const node of nodes) {
    const key = (node.alias ?? node.name).value;
    byKey.set(key, [...(byKey.get(key) ?? []), node]);
  }
  return [...byKey.values()].map((same) => ({ definition, nodes: same }));
}

function selectedPage(info: GraphQLResolveInfo, { definition, nodes }: SelectedField): PageRequest | null {
  try {
    const args = getArgumentValues(definition, nodes[0] as FieldNode, info.variableValues);
    const { first, after } = parsePage(args as PageArguments);
    return { first, after };
  } catch {
    // The field itself reports the bad arguments.
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
  return paths.flatMap((path) =>
    path.reduce<SelectedField[]>(
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
  const collect = (selections: readonly SelectionNode[]) => {
    for (const selection of selections) {
      if (isSkipped(selection, info.variableValues)) continue;
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value === name) found.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet.selections);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        collect(info.fragments[selection.name.value]?.selectionSet.selections ?? []);
      }
    }
  };
  for (const { selectionSet } of nodes) collect(selectionSet?.selections ?? []);
  return found.length === 0 ? [] : [{ definition: field, nodes: found }];
}

/**
 * Computes once per request and field of its query, for however many records the field resolves; once per field if the result does not depend
 * on variables. Clients send a query again and again, and then its document is the same object.
 */
function memoizePerField<T>(compute: (info: GraphQLResolveInfo) => T): (info: GraphQLResolveInfo) => T {
  const byField = new WeakMap<FieldNode, { readonly result: T }>();
  // graphql creates a new `variableValues` object for each request, so it identifies the request.
  const byRequest = new WeakMap<object, Map<FieldNode | undefined, { readonly result: T }>>();
  return (info) => {
    const [field, ...copies] = info.fieldNodes as readonly [FieldNode, ...FieldNode[]];
    const known = byField.get(field) ?? byRequest.get(info.variableValues)?.get(field);
    if (known !== undefined) return known.result;
    const { variableValues, wasRead } = observeVariables(info.variableValues);
    const result = compute({ ...info, variableValues });
    // Which copies of a field a request has may depend on its variables too.
    if (copies.length === 0 && !wasRead()) byField.set(field, { result });
    else {
      const ofRequest = byRequest.get(info.variableValues) ?? new Map();
      byRequest.set(info.variableValues, ofRequest.set(field, { result }));
    }
    return result;
  };
}

/** The same variables; `wasRead` tells whether any was asked for. */
function observeVariables(variables: GraphQLResolveInfo['variableValues']) {
  let read = false;
  const note = <R>(value: R): R => {
    read = true;
    return value;
  };
  const variableValues = new Proxy(variables, {
    get: (target, name) => note(Reflect.get(target, name)),
    has: (target, name) => note(Reflect.has(target, name)),
    getOwnPropertyDescriptor: (target, name) => note(Reflect.getOwnPropertyDescriptor(target, name)),
  });
  return { variableValues, wasRead: () => read };
}
