import type { GraphQLResolveInfo } from 'graphql';
import { type ComparisonSide, summarizeSide, verbalizeDifference } from '../../domain/analysis/comparison.js';
import { mentionedEntityIds } from '../../domain/analysis/verbalize.js';
import { AscribeError } from '../../domain/errors.js';
import type { Article, Claim, Source } from '../../domain/records.js';
import {
  type ComparisonQuery,
  citedByBoth,
  countDifferences,
  type Difference,
  listDifferences,
} from '../../queries/find-differences.js';
import type { ClaimFilter, PageRequest } from '../../store/store.js';
import { quote } from '../execution/argument-checks.js';
import type { ReadView } from '../execution/as-of.js';
import { type ClaimArguments, parseClaimFilter } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { loadEntityNames } from '../execution/entity-names.js';
import type { Loaders } from '../execution/loaders.js';
import { findRecord, loadRequired } from '../execution/lookup.js';
import { type PageArguments, parseFirst, parsePage } from '../execution/page-arguments.js';
import type { ConnectionField } from '../execution/pinned-page.js';
import { countedConnection } from '../execution/relay-connection.js';
import { refOf } from '../execution/scoped-id.js';

interface CompareArguments extends ClaimArguments {
  readonly aId: string;
  readonly bId: string;
}

/** Two sources, or two articles. */
interface Comparison {
  readonly a: Source | Article;
  readonly b: Source | Article;
  readonly filter: ClaimFilter;
}

const comparisonFields = {
  both: (comparison: Comparison, args: PageArguments, context: RequestContext, info: GraphQLResolveInfo) =>
    comparedClaimConnection({ context, info }, args, comparison, citedByBoth(toQuery(comparison))),
  onlyA: (comparison: Comparison, args: PageArguments, context: RequestContext, info: GraphQLResolveInfo) => {
    const { a, b, filter } = comparison;
    const onlyA = { ...filter, citedBy: [a.id], notCitedBy: [b.id] };
    return comparedClaimConnection({ context, info }, args, comparison, onlyA);
  },
  onlyB: (comparison: Comparison, args: PageArguments, context: RequestContext, info: GraphQLResolveInfo) => {
    const { a, b, filter } = comparison;
    const onlyB = { ...filter, citedBy: [b.id], notCitedBy: [a.id] };
    return comparedClaimConnection({ context, info }, args, comparison, onlyB);
  },
  differences: (
    comparison: Comparison,
    args: PageArguments,
    context: RequestContext,
    info: GraphQLResolveInfo,
  ) => {
    const query = toQuery(comparison);
    const reads = {
      read: (view: ReadView, page: PageRequest) => listDifferences(comparisonReads(view), query, page),
      count: (view: ReadView) => countDifferences(comparisonReads(view), query),
    };
    return countedConnection({ context, info }, parsePage(args), reads, {
      node: ({ claim }) => claim,
      edgeFields: (difference, { loaders }) => ({
        kinds: difference.kinds,
        a: difference.a,
        b: difference.b,
        sentence: () => describeDifference(comparison, difference, loaders),
      }),
    });
  },
};

export const comparisonResolvers = {
  Query: {
    compareSources: (_: unknown, args: CompareArguments, context: RequestContext) =>
      loadComparison('source', args, context),
    compareArticles: (_: unknown, args: CompareArguments, context: RequestContext) =>
      loadComparison('article', args, context),
  },
  SourceComparison: comparisonFields,
  ArticleComparison: comparisonFields,
  ClaimSide: {
    citations: ({ citations }: ComparisonSide, { first }: PageArguments) =>
      citations.slice(0, parseFirst(first)),
    citationCount: ({ citations }: ComparisonSide) => citations.length,
  },
};

async function loadComparison(
  type: 'source' | 'article',
  { aId, bId, ...conditions }: CompareArguments,
  context: RequestContext,
): Promise<Comparison> {
  const filter = parseClaimFilter(conditions);
  if (refOf(aId) === refOf(bId))
    throw new AscribeError(
      'BAD_INPUT',
      `aId and bId are both ${quote(aId)}; expected two different ${type}s`,
    );
  return {
    a: await findRecord(context, type, aId),
    b: await findRecord(context, type, bId),
    filter,
  };
}

const toQuery = ({ a, b, filter }: Comparison): ComparisonQuery => ({ a: a.id, b: b.id, filter });

/** Claims; each edge has a summary of either side's citations. */
function comparedClaimConnection(
  field: ConnectionField,
  args: PageArguments,
  { a, b }: Comparison,
  filter: ClaimFilter,
) {
  const side = async (claim: Claim, id: string, { evidence }: Loaders) =>
    summarizeSide(await evidence.load(claim.id), id);
  const reads = {
    read: ({ store }: ReadView, page: PageRequest) => store.list('claims', filter, page),
    count: ({ store }: ReadView) => store.count('claims', filter),
  };
  return countedConnection(field, parsePage(args), reads, {
    node: (claim) => claim,
    edgeFields: (claim, { loaders }) => ({
      a: () => side(claim, a.id, loaders),
      b: () => side(claim, b.id, loaders),
    }),
  });
}

const comparisonReads = ({ store, loaders }: ReadView) => ({
  listClaims: (filter: ClaimFilter, page: PageRequest) => store.list('claims', filter, page),
  readEvidence: (claimId: string) => loaders.evidence.load(claimId),
});

async function describeDifference(
  comparison: Comparison,
  { claim, a, b, period }: Difference,
  loaders: Loaders,
) {
  const [evidence, nameOfA, nameOfB] = await Promise.all([
    loaders.evidence.load(claim.id),
    displayName(comparison.a, loaders),
    displayName(comparison.b, loaders),
  ]);
  const names = await loadEntityNames(mentionedEntityIds([claim], evidence), loaders);
  return verbalizeDifference(claim, { name: nameOfA, ...a }, { name: nameOfB, ...b }, names, period);
}

async function displayName(side: Source | Article, { source }: Loaders): Promise<string> {
  if ('name' in side) return side.name;
  return `“${side.title}” (${(await loadRequired(source, side.sourceId)).name})`;
}
