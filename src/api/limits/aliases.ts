import { type DocumentNode, Kind, type SelectionSetNode, visit } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError } from '../execution/errors.js';

/**
 * Refuses a query that renames more fields than this, or asks for one field more often side by side. Looked at before it is validated,
 * which compares each two of such copies.
 */
export function limitAliases(maxAliases: number): Plugin {
  return {
    onValidate: () => {
      return ({ result, setResult }) => {
        if (result.some(({ message }) => message === VALIDATION_ABORTED))
          setResult([
            requestError(
              'TOO_MANY_ALIASES',
              'the query repeats more fields than can be compared; expected fewer fragments and copies of fields',
            ),
          ]);
      };
    },
    onParse: () => {
      return ({ result, replaceParseResult }) => {
        if (result === null || result instanceof Error) return;
        const { aliases, copies } = countRepeats(result as DocumentNode);
        if (aliases > maxAliases)
          replaceParseResult(
            requestError(
              'TOO_MANY_ALIASES',
              `the query renames ${aliases} fields; expected at most ${maxAliases}`,
            ),
          );
        else if (copies > maxAliases)
          replaceParseResult(
            requestError(
              'TOO_MANY_ALIASES',
              `the query asks for one field ${copies} times side by side; expected at most ${maxAliases}`,
            ),
          );
      };
    },
  };
}

/** As GraphQL gives up a query whose fields may overlap in too many ways. */
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
