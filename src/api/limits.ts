import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { mayDo } from '../keys/api-key.js';
import type { CurrentKeys } from '../keys/current-keys.js';
import { keyOf } from './auth.js';
import { refusal } from './errors.js';

/** What one request may hold. */
export const LIMITS = {
  /** Bytes of a request. */
  body: 1024 * 1024,
  /** Bytes of one with a key that may import: a document of 10 MB, and its JSON around it. */
  keyedBody: 11 * 1024 * 1024,
  /** Words and signs of a query. */
  tokens: 4000,
  /** Fields within each other; introspection apart. */
  depth: 15,
} as const;

/** Stops reading a query after so many tokens. */
export function limitTokens(maxTokens: number = LIMITS.tokens): Plugin {
  return {
    onParse: ({ setParseFn }) => {
      setParseFn((source, options) => parse(source, { ...options, maxTokens }));
    },
  };
}

/** Refuses a query that nests more fields than this. */
export function limitDepth(most: number = LIMITS.depth): Plugin {
  return {
    onValidate: ({ addValidationRule }) => {
      addValidationRule((context: ValidationContext) => ({
        OperationDefinition: (operation: OperationDefinitionNode) => {
          const depth = depthOf(operation.selectionSet, context, new Map());
          if (depth <= most) return;
          const message = `the query nests ${depth} fields; expected at most ${most}`;
          const extensions = { code: 'LIMIT_EXCEEDED' };
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

/** Bounds the body: only a caller whose key may import can send a document, and make the server read that much. */
export function limitBody(keys: CurrentKeys): Plugin {
  return {
    onRequestParse: ({ requestParser, setRequestParser, fetchAPI }) => {
      if (requestParser === undefined) return;
      setRequestParser(async (request) => {
        if (request.body === null) return requestParser(request);
        const key = keyOf(request.headers, keys);
        const most = key !== null && mayDo(key.role, 'annotate') ? LIMITS.keyedBody : LIMITS.body;
        const body = await readAtMost(request, most);
        const { url, method, headers } = request;
        return requestParser(new fetchAPI.Request(url, { method, headers, body }));
      });
    },
  };
}

async function readAtMost(request: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = refusal('LIMIT_EXCEEDED', `the request has more than ${most} bytes`, {
    http: { status: 413 },
  });
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > most) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
