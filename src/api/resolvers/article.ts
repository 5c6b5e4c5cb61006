import type { GraphQLResolveInfo } from 'graphql';
import { type Article, isLive, type Source } from '../../domain/records.js';
import { parseIds } from '../execution/argument-checks.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { findRecordInScope, loadRequired } from '../execution/lookup.js';
import {
  claimConnection,
  listConnection,
  type PageArguments,
  parsePage,
} from '../execution/relay-connection.js';

export const articleResolvers = {
  Article: {
    source: ({ sourceId }: Article, _: unknown, { loaders }: RequestContext) =>
      loadRequired(loaders.source, sourceId),
    derivedFrom: ({ derivedFrom }: Article, _: unknown, { loaders }: RequestContext) =>
      derivedFrom === null ? null : loaders.article.load(derivedFrom),
    derivedFromId: ({ derivedFrom }: Article) => derivedFrom,
    retractedWith: ({ retractedWith }: Article, _: unknown, { loaders }: RequestContext) =>
      retractedWith === null ? null : loadRequired(loaders.article, retractedWith),
    live: isLive,
    claims: ({ id }: Article, args: ClaimArguments & PageArguments, { store }: RequestContext) =>
      claimConnection(parseClaimFilter({ ...args, articleIds: [id] }), args, store),
    soleSupportFor: ({ id }: Article, args: ClaimArguments & PageArguments, { store }: RequestContext) =>
      claimConnection({ ...parseClaimFilter(args), soleArticleId: id }, args, store),
  },
  Source: {
    affiliation: ({ affiliation }: Source, _: unknown, { loaders }: RequestContext) =>
      affiliation === null ? null : loadRequired(loaders.entity, affiliation),
    soleSupportFor: ({ id }: Source, args: ClaimArguments & PageArguments, { store }: RequestContext) =>
      claimConnection({ ...parseClaimFilter(args), soleSourceId: id }, args, store),
    articles: ({ id }: Source, args: PageArguments, context: RequestContext) =>
      articleConnection([id], args, context),
  },
  Query: {
    article: (
      _: unknown,
      args: { id: string; asOf?: string | null },
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => findRecordInScope(context, 'article', args, info),
    articles: (
      _: unknown,
      args: PageArguments & { sourceIds?: readonly string[] | null },
      context: RequestContext,
    ) => articleConnection(parseIds('sourceIds', 'source', args.sourceIds), args, context),
    source: (
      _: unknown,
      args: { id: string; asOf?: string | null },
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => findRecordInScope(context, 'source', args, info),
    sources: (_: unknown, args: PageArguments, { store }: RequestContext) => {
      const page = parsePage(args);
      return listConnection(
        page,
        () => store.list('sources', {}, page),
        () => store.count('sources', {}),
      );
    },
  },
};

function articleConnection(
  sourceIds: readonly string[] | undefined,
  args: PageArguments,
  { store }: RequestContext,
) {
  const filter = sourceIds === undefined ? {} : { sourceIds };
  const page = parsePage(args);
  return listConnection(
    page,
    () => store.list('articles', filter, page),
    () => store.count('articles', filter),
  );
}
