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

/** Rejects a query that nests too many levels of fields. */
export function useDepthLimit(maxDepth: number): Plugin {
  return {
    onValidate: ({ addValidationRule }) => {
      addValidationRule((context: ValidationContext) => ({
        OperationDefinition: (operation: OperationDefinitionNode) => {
          const depth = measureDepth(operation.selectionSet, context, new Map());
          if (depth <= maxDepth) return;
          const message = `the query has ${depth} levels of fields; expected at most ${maxDepth}`;
          const extensions = { code: 'QUERY_TOO_DEEP' satisfies ErrorCode };
          context.reportError(new GraphQLError(message, { nodes: operation, extensions }));
        },
      }));
    },
  };
}

/** `memo` has the depth of each fragment, so that it is measured once. It is 0 during the measurement, which ends cycles of fragments. */
function measureDepth(
  { selections }: SelectionSetNode,
  context: ValidationContext,
  memo: Map<string, number>,
): number {
  return selections.reduce(
    (deepest, selection) => Math.max(deepest, selectionDepth(selection, context, memo)),
    0,
  );
}

function selectionDepth(
  selection: SelectionNode,
  context: ValidationContext,
  memo: Map<string, number>,
): number {
  switch (selection.kind) {
    case Kind.FIELD:
      if (selection.name.value.startsWith('__') || selection.selectionSet === undefined) return 1;
      return 1 + measureDepth(selection.selectionSet, context, memo);
    case Kind.INLINE_FRAGMENT:
      return measureDepth(selection.selectionSet, context, memo);
    case Kind.FRAGMENT_SPREAD:
      return fragmentDepth(context.getFragment(selection.name.value), context, memo);
  }
}

function fragmentDepth(
  fragment: FragmentDefinitionNode | null | undefined,
  context: ValidationContext,
  memo: Map<string, number>,
): number {
  if (fragment == null) return 0;
  const name = fragment.name.value;
  const measured = memo.get(name);
  if (measured !== undefined) return measured;
  memo.set(name, 0);
  const depth = measureDepth(fragment.selectionSet, context, memo);
  memo.set(name, depth);
  return depth;
}
