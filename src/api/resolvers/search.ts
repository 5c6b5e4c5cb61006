import type { GraphQLResolveInfo } from 'graphql';
import { AscribeError } from '../../domain/errors.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { ClaimStatus } from '../../domain/records.js';
import { findHighlights } from '../../domain/search/highlights.js';
import {
  type SearchField,
  type SearchMatch,
  type SearchText,
  searchableTexts,
} from '../../domain/search/search.js';
import type { SearchHit } from '../../store/store.js';
import { parseNonEmptyList } from '../execution/argument-checks.js';
import { parseKinds, parseStatuses } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { type PageArguments, parsePage } from '../execution/page-arguments.js';
import { uncountedConnection } from '../execution/relay-connection.js';
import { graphqlTypeOf } from './node.js';

/** Characters of the search text. */
const MAX_TEXT_LENGTH = 200;

interface SearchArguments extends PageArguments {
  readonly text: string;
  readonly statuses: readonly ClaimStatus[];
  readonly kinds?: readonly EntityKind[] | null;
  readonly in?: readonly SearchField[] | null;
  readonly match?: SearchMatch | null;
}

export const searchResolvers = {
  SearchResult: { __resolveType: graphqlTypeOf },
  Query: {
    search: (_: unknown, args: SearchArguments, context: RequestContext, info: GraphQLResolveInfo) => {
      const { text } = args;
      if (text.trim() === '')
        throw new AscribeError('BAD_INPUT', 'text is empty; expected words to search for');
      if (text.length > MAX_TEXT_LENGTH)
        throw new AscribeError(
          'BAD_INPUT',
          `text has ${text.length} characters; expected at most ${MAX_TEXT_LENGTH}`,
        );
      const match = args.match ?? 'SIMILAR';
      const kinds = parseKinds(args.kinds);
      const fields = parseNonEmptyList('in', args.in);
      const filter = {
        statuses: parseStatuses(args.statuses),
        match,
        ...(kinds && { kinds }),
        ...(fields && { fields }),
      };
      return uncountedConnection(
        { context, info },
        parsePage(args),
        ({ store }, page) => store.search(text, filter, page),
        {
          node: recordOfHit,
          edgeFields: (hit) => ({
            field: hit.field,
            highlights: () => findHighlights(text, searchedTexts(hit, fields), match),
          }),
        },
      );
    },
  },
};

function recordOfHit(hit: SearchHit) {
  if (hit.type === 'entity') return hit.entity;
  return hit.type === 'article' ? hit.article : hit.citation;
}

/** The searched texts of a hit, those of the best field first. */
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
