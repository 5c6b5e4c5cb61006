import type { GraphQLResolveInfo } from 'graphql';
import { type Article, isLive, type Source } from '../../domain/records.js';
import type { ClaimFilter } from '../../store/store.js';
import { parseIds } from '../execution/argument-checks.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { findRecordInScope, loadRequired } from '../execution/lookup.js';
import { type PageArguments, parsePage } from '../execution/page-arguments.js';
import type { ConnectionField } from '../execution/pinned-page.js';
import { claimConnection, listConnection } from '../execution/relay-connection.js';

type ClaimPageArguments = ClaimArguments & PageArguments;

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
    claims: ({ id }: Article, args: ClaimPageArguments, context: RequestContext, info: GraphQLResolveInfo) =>
      claimConnection({ context, info }, args, citedIn(id, parseClaimFilter(args))),
    soleSupportFor: (
      { id }: Article,
      args: ClaimPageArguments,
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => claimConnection({ context, info }, args, { ...parseClaimFilter(args), soleArticleId: id }),
  },
  Source: {
    affiliation: ({ affiliation }: Source, _: unknown, { loaders }: RequestContext) =>
      affiliation === null ? null : loadRequired(loaders.entity, affiliation),
    soleSupportFor: (
      { id }: Source,
      args: ClaimPageArguments,
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => claimConnection({ context, info }, args, { ...parseClaimFilter(args), soleSourceId: id }),
    articles: ({ id }: Source, args: PageArguments, context: RequestContext, info: GraphQLResolveInfo) =>
      articleConnection({ context, info }, args, [id]),
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
      info: GraphQLResolveInfo,
    ) => articleConnection({ context, info }, args, parseIds('sourceIds', 'source', args.sourceIds)),
    source: (
      _: unknown,
      args: { id: string; asOf?: string | null },
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => findRecordInScope(context, 'source', args, info),
    sources: (_: unknown, args: PageArguments, context: RequestContext, info: GraphQLResolveInfo) =>
      listConnection({ context, info }, parsePage(args), {
        read: ({ store }, page) => store.list('sources', {}, page),
        count: ({ store }) => store.count('sources', {}),
      }),
  },
};

/** The claims of a filter with a citation in this article: its conditions on citations are about a citation of the article. */
const citedIn = (id: string, filter: ClaimFilter): ClaimFilter => ({
  ...filter,
  articleIds: filter.articleIds?.includes(id) === false ? [] : [id],
});

function articleConnection(
  field: ConnectionField,
  args: PageArguments,
  sourceIds: readonly string[] | undefined,
) {
  const filter = sourceIds === undefined ? {} : { sourceIds };
  return listConnection(field, parsePage(args), {
    read: ({ store }, page) => store.list('articles', filter, page),
    count: ({ store }) => store.count('articles', filter),
  });
}
