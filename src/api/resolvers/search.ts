import { AscribeError } from '../../domain/errors.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { ClaimStatus } from '../../domain/records.js';
import { findHighlights } from '../../domain/search/highlights.js';
import { type SearchField, type SearchText, searchableTexts } from '../../domain/search/search.js';
import type { SearchHit } from '../../store/store.js';
import { chosen, kindsOf, statusesOf } from '../execution/claim-arguments.js';
import { type PageArguments, paged, pageOf } from '../execution/connection.js';
import type { Context } from '../execution/context.js';
import { typeOf } from './node.js';

const LONGEST_TEXT = 200;

interface SearchArguments extends PageArguments {
  readonly text: string;
  readonly statuses: readonly ClaimStatus[];
  readonly kinds?: readonly EntityKind[] | null;
  readonly in?: readonly SearchField[] | null;
}

export const searchResolvers = {
  SearchResult: { __resolveType: typeOf },
  Query: {
    search: (_: unknown, args: SearchArguments, { store }: Context) => {
      const { text } = args;
      if (text.trim() === '')
        throw new AscribeError('BAD_INPUT', 'text is empty; expected words to search for');
      if (text.length > LONGEST_TEXT)
        throw new AscribeError(
          'BAD_INPUT',
          `text has ${text.length} characters; expected at most ${LONGEST_TEXT}`,
        );
      const kinds = kindsOf(args.kinds);
      const fields = chosen('in', args.in);
      const filter = {
        statuses: statusesOf(args.statuses),
        ...(kinds && { kinds }),
        ...(fields && { fields }),
      };
      const page = pageOf(args);
      return paged(
        page,
        () => store.search(text, filter, page),
        recordOf,
        (hit) => ({
          field: hit.field,
          highlights: () => findHighlights(text, searchedTexts(hit, fields)),
        }),
      );
    },
  },
};

function recordOf(hit: SearchHit) {
  if (hit.type === 'entity') return hit.entity;
  return hit.type === 'article' ? hit.article : hit.citation;
}

/** The best first. */
function searchedTexts(hit: SearchHit, fields: readonly SearchField[] | undefined): SearchText[] {
  const texts: SearchText[] =
    hit.type === 'citation'
      ? [{ field: 'QUOTE', text: hit.citation.quote }]
      : searchableTexts(hit.type === 'entity' ? hit.entity : hit.article);
  const searched = texts.filter(({ field }) => fields?.includes(field) ?? true);
  return [
    ...searched.filter(({ field }) => field === hit.field),
    ...searched.filter(({ field }) => field !== hit.field),
  ];
}
