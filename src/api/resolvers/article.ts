import { type Article, isLive, type Source } from '../../domain/records.js';
import { type ClaimArguments, claimFilterOf, idsOf } from '../execution/claim-arguments.js';
import { claimConnection, listConnection, type PageArguments, pageOf } from '../execution/connection.js';
import type { Context } from '../execution/context.js';
import { find, required } from '../execution/lookup.js';

export const articleResolvers = {
  Article: {
    source: ({ sourceId }: Article, _: unknown, { loaders }: Context) => required(loaders.source, sourceId),
    derivedFrom: ({ derivedFrom }: Article, _: unknown, { loaders }: Context) =>
      derivedFrom === null ? null : loaders.article.load(derivedFrom),
    derivedFromId: ({ derivedFrom }: Article) => derivedFrom,
    retractedWith: ({ retractedWith }: Article, _: unknown, { loaders }: Context) =>
      retractedWith === null ? null : required(loaders.article, retractedWith),
    live: isLive,
    claims: ({ id }: Article, args: ClaimArguments & PageArguments, { store }: Context) =>
      claimConnection(claimFilterOf({ ...args, articleIds: [id] }), args, store),
    soleSupportFor: ({ id }: Article, args: ClaimArguments & PageArguments, { store }: Context) =>
      claimConnection({ ...claimFilterOf(args), soleArticleId: id }, args, store),
  },
  Source: {
    affiliation: ({ affiliation }: Source, _: unknown, { loaders }: Context) =>
      affiliation === null ? null : required(loaders.entity, affiliation),
    soleSupportFor: ({ id }: Source, args: ClaimArguments & PageArguments, { store }: Context) =>
      claimConnection({ ...claimFilterOf(args), soleSourceId: id }, args, store),
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
