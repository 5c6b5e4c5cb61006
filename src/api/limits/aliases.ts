import { type DocumentNode, Kind, type SelectionSetNode, visit } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../execution/errors.js';

/**
 * Rejects a query with too many aliases, or with too many copies of one field in a selection. Runs before validation, which compares every
 * pair of copies.
 */
export function useAliasLimit(maxAliases: number): Plugin {
  // A query that is sent again is the same document, from the cache of parsed queries.
  const known = new WeakMap<DocumentNode, ReturnType<typeof countRepeats>>();
  return {
    onValidate: () => {
      return ({ result, setResult }) => {
        if (result.some(({ message }) => message === VALIDATION_ABORTED))
          setResult([
            requestError(
              'TOO_MANY_ALIASES',
              'the query repeats too many fields to validate; expected fewer fragments and fewer copies of fields',
            ),
          ]);
      };
    },
    onParse: () => {
      return ({ result, replaceParseResult }) => {
        if (result === null || result instanceof Error) return;
        const document = result as DocumentNode;
        const repeats = known.get(document) ?? countRepeats(document);
        known.set(document, repeats);
        const { aliases, copies } = repeats;
        if (aliases > maxAliases)
          replaceParseResult(
            requestError(
              'TOO_MANY_ALIASES',
              `the query has ${aliases} aliases; expected at most ${maxAliases}`,
            ),
          );
        else if (copies > maxAliases)
          replaceParseResult(
            requestError(
              'TOO_MANY_ALIASES',
              `the query selects one field ${copies} times in one place; expected at most ${maxAliases}`,
            ),
          );
      };
    },
  };
}

/** graphql's message when it stops comparing fields that may overlap. */
const VALIDATION_ABORTED = 'Validation aborted.';

function countRepeats(document: DocumentNode): { readonly aliases: number; readonly copies: number } {
  let aliases = 0;
  let copies = 0;
  visit(document, {
    Field: ({ alias }) => {
      if (alias !== undefined) aliases += 1;
    },
    SelectionSet: (set) => {
      copies = Math.max(copies, countCopies(set));
    },
  });
  return { aliases, copies };
}

function countCopies({ selections }: SelectionSetNode): number {
  const counts = new Map<string, number>();
  for (const selection of selections) {
    const name =
      selection.kind === Kind.FIELD
        ? (selection.alias ?? selection.name).value
        : selection.kind === Kind.FRAGMENT_SPREAD
          ? `...${selection.name.value}`
          : '...';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}
