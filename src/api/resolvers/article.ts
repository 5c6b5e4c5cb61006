import type { Article, Source } from '../../domain/records.js';
import { type ClaimArguments, claimFilterOf, idsOf } from '../claim-filter.js';
import { listConnection, type PageArguments, pageOf } from '../connection.js';
import type { Context } from '../context.js';
import { find, required } from '../lookup.js';

export const articleResolvers = {
  Article: {
    source: ({ sourceId }: Article, _: unknown, { loaders }: Context) => required(loaders.source, sourceId),
    derivedFrom: ({ derivedFrom }: Article, _: unknown, { loaders }: Context) =>
      derivedFrom === null ? null : loaders.article.load(derivedFrom),
    derivedFromId: ({ derivedFrom }: Article) => derivedFrom,
    claims: ({ id }: Article, args: ClaimArguments & PageArguments, { store }: Context) => {
      const filter = claimFilterOf({ ...args, articleIds: [id] });
      const page = pageOf(args);
      return listConnection(
        page,
        () => store.listClaims(filter, page),
        () => store.countClaims(filter),
      );
    },
  },
  Source: {
    affiliation: ({ affiliation }: Source, _: unknown, { loaders }: Context) =>
      affiliation === null ? null : required(loaders.entity, affiliation),
    articles: ({ id }: Source, args: PageArguments, context: Context) => articles([id], args, context),
  },
  Query: {
    article: (_: unknown, { id }: { id: string }, context: Context) => find(context, 'article', id),
    articles: (
      _: unknown,
      args: PageArguments & { sourceIds?: readonly string[] | null },
      context: Context,
    ) => articles(idsOf('sourceIds', 'source', args.sourceIds), args, context),
    source: (_: unknown, { id }: { id: string }, context: Context) => find(context, 'source', id),
    sources: (_: unknown, args: PageArguments, { store }: Context) => {
      const page = pageOf(args);
      return listConnection(
        page,
        () => store.listSources(page),
        () => store.countSources(),
      );
    },
  },
};

function articles(sourceIds: readonly string[] | undefined, args: PageArguments, { store }: Context) {
  const filter = sourceIds === undefined ? {} : { sourceIds };
  const page = pageOf(args);
  return listConnection(
    page,
    () => store.listArticles(filter, page),
    () => store.countArticles(filter),
  );
}
