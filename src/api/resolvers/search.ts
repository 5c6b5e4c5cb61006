import { AscribeError } from '../../domain/errors.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { SearchHit } from '../../store/store.js';
import { kindsOf } from '../claim-filter.js';
import { connection, type PageArguments, pageOf } from '../connection.js';
import type { Context } from '../context.js';
import { typeOf } from './node.js';

const LONGEST_TEXT = 200;

interface SearchArguments extends PageArguments {
  readonly text: string;
  readonly kinds?: readonly EntityKind[] | null;
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
      const page = pageOf(args);
      const { edges, nodes, pageInfo } = connection(
        page,
        () => store.search(text, kinds === undefined ? {} : { kinds }, page),
        () => Promise.resolve(0),
        recordOf,
        ({ field }) => ({ field }),
      );
      return { edges, nodes, pageInfo };
    },
  },
};

function recordOf(hit: SearchHit) {
  return hit.type === 'entity' ? hit.entity : hit.article;
}
