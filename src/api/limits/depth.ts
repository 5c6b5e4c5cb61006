import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { ErrorCode } from '../../domain/errors.js';

/** Refuses a query that nests more fields than this. */
export function limitDepth(most: number): Plugin {
  return {
    onValidate: ({ addValidationRule }) => {
      addValidationRule((context: ValidationContext) => ({
        OperationDefinition: (operation: OperationDefinitionNode) => {
          const depth = depthOf(operation.selectionSet, context, new Map());
          if (depth <= most) return;
          const message = `the query nests ${depth} fields; expected at most ${most}`;
          const extensions = { code: 'QUERY_TOO_DEEP' satisfies ErrorCode };
          context.reportError(new GraphQLError(message, { nodes: operation, extensions }));
        },
      }));
    },
  };
}

/** `known` holds each fragment's depth, so that one that is spread often is measured once; 0 while it is measured ends a circle. */
function depthOf(
  { selections }: SelectionSetNode,
  context: ValidationContext,
  known: Map<string, number>,
): number {
  return selections.reduce(
    (deepest, selection) => Math.max(deepest, selectionDepth(selection, context, known)),
    0,
  );
}

function selectionDepth(
  selection: SelectionNode,
  context: ValidationContext,
  known: Map<string, number>,
): number {
  switch (selection.kind) {
    case Kind.FIELD:
      if (selection.name.value.startsWith('__') || selection.selectionSet === undefined) return 1;
      return 1 + depthOf(selection.selectionSet, context, known);
    case Kind.INLINE_FRAGMENT:
      return depthOf(selection.selectionSet, context, known);
    case Kind.FRAGMENT_SPREAD:
      return fragmentDepth(context.getFragment(selection.name.value), context, known);
  }
}

function fragmentDepth(
  fragment: FragmentDefinitionNode | null | undefined,
  context: ValidationContext,
  known: Map<string, number>,
): number {
  if (fragment == null) return 0;
  const name = fragment.name.value;
  const measured = known.get(name);
  if (measured !== undefined) return measured;
  known.set(name, 0);
  const depth = depthOf(fragment.selectionSet, context, known);
  known.set(name, depth);
  return depth;
}
