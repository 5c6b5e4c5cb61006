import {
  type ComparisonSide,
  type DifferenceKind,
  findDifferences,
  summarizeSide,
  verbalizeDifference,
} from '../../domain/analysis/comparison.js';
import { mentionedEntityIds } from '../../domain/analysis/verbalize.js';
import { AscribeError } from '../../domain/errors.js';
import type { Article, Claim, ClaimStatus, Source } from '../../domain/records.js';
import type { ClaimFilter, Page, PageRequest, Reads } from '../../store/store.js';
import { parseStatuses } from '../execution/claim-arguments.js';
import type { RequestContext } from '../execution/context.js';
import { loadEntityNames } from '../execution/entity-names.js';
import type { Loaders } from '../execution/loaders.js';
import { findRecord, loadRequired } from '../execution/lookup.js';
import {
  countedConnection,
  MAX_FIRST,
  type PageArguments,
  parseFirst,
  parsePage,
} from '../execution/relay-connection.js';

interface CompareArguments {
  readonly a: string;
  readonly b: string;
  readonly statuses: readonly ClaimStatus[];
}

/** Two sources, or two articles, side by side. */
interface Comparison {
  readonly a: Source | Article;
  readonly b: Source | Article;
  readonly statuses: readonly ClaimStatus[];
}

/** A claim of which both speak, and not alike. */
interface Difference {
  readonly claim: Claim;
  readonly kinds: readonly DifferenceKind[];
  readonly a: ComparisonSide;
  readonly b: ComparisonSide;
}

const comparisonFields = {
  both: (comparison: Comparison, args: PageArguments, context: RequestContext) =>
    comparedClaimConnection(comparison, citedByBothFilter(comparison), args, context),
  onlyA: (comparison: Comparison, args: PageArguments, context: RequestContext) => {
    const { a, b, statuses } = comparison;
    return comparedClaimConnection(
      comparison,
      { statuses, citedBy: [a.id], notCitedBy: [b.id] },
      args,
      context,
    );
  },
  onlyB: (comparison: Comparison, args: PageArguments, context: RequestContext) => {
    const { a, b, statuses } = comparison;
    return comparedClaimConnection(
      comparison,
      { statuses, citedBy: [b.id], notCitedBy: [a.id] },
      args,
      context,
    );
  },
  differences: (comparison: Comparison, args: PageArguments, { store, loaders }: RequestContext) => {
    const page = parsePage(args);
    return countedConnection(
      page,
      () => listDifferences(comparison, page, store, loaders),
      () => countDifferences(comparison, store, loaders),
      ({ claim }) => claim,
      ({ claim, kinds, a, b }) => ({
        kinds,
        a,
        b,
        sentence: () => describeDifference(comparison, { claim, kinds, a, b }, loaders),
      }),
    );
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
  },
};

async function loadComparison(
  type: 'source' | 'article',
  { a, b, statuses }: CompareArguments,
  context: RequestContext,
): Promise<Comparison> {
  const asked = parseStatuses(statuses);
  if (a === b)
    throw new AscribeError('BAD_INPUT', `a and b are both ${a.slice(0, 140)}; expected two ${type}s`);
  return { a: await findRecord(context, type, a), b: await findRecord(context, type, b), statuses: asked };
}

function citedByBothFilter({ a, b, statuses }: Comparison): ClaimFilter {
  return { statuses, citedBy: [a.id, b.id] };
}

/** Claims, each with what either side says of it. */
function comparedClaimConnection(
  { a, b }: Comparison,
  filter: ClaimFilter,
  args: PageArguments,
  { store, loaders }: RequestContext,
) {
  const page = parsePage(args);
  const side = async ({ id }: Claim, of: string) => summarizeSide(await loaders.evidence.load(id), of);
  return countedConnection(
    page,
    () => store.list('claims', filter, page),
    () => store.count('claims', filter),
    (claim) => claim,
    (claim) => ({ a: () => side(claim, a.id), b: () => side(claim, b.id) }),
  );
}

/** Passes over claims on which both say the same, so that pages are full. */
async function listDifferences(
  comparison: Comparison,
  { first, after }: PageRequest,
  store: Reads,
  loaders: Loaders,
): Promise<Page<Difference>> {
  const found: { difference: Difference; cursor: string }[] = [];
  for await (const one of iterateDifferences(comparison, after, store, loaders)) {
    found.push(one);
    if (found.length > first) break;
  }
  const shown = found.slice(0, first);
  return {
    items: shown.map(({ difference }) => difference),
    cursors: shown.map(({ cursor }) => cursor),
    hasNext: found.length > first,
  };
}

async function countDifferences(comparison: Comparison, store: Reads, loaders: Loaders): Promise<number> {
  let count = 0;
  for await (const _ of iterateDifferences(comparison, null, store, loaders)) count++;
  return count;
}

/** In the order of claims, with their cursors. */
async function* iterateDifferences(
  comparison: Comparison,
  after: string | null,
  store: Reads,
  loaders: Loaders,
): AsyncGenerator<{ difference: Difference; cursor: string }> {
  const filter = citedByBothFilter(comparison);
  for (let from = after, more = true; more; ) {
    const page = await store.list('claims', filter, { first: MAX_FIRST, after: from });
    const evidence = await Promise.all(page.items.map(({ id }) => loaders.evidence.load(id)));
    for (const [at, claim] of page.items.entries()) {
      const a = summarizeSide(evidence[at] ?? [], comparison.a.id);
      const b = summarizeSide(evidence[at] ?? [], comparison.b.id);
      const kinds = a === null || b === null ? [] : findDifferences(a, b);
      if (a !== null && b !== null && kinds.length > 0)
        yield { difference: { claim, kinds, a, b }, cursor: page.cursors[at] as string };
    }
    from = page.cursors.at(-1) ?? null;
    more = page.hasNext;
  }
}

async function describeDifference(comparison: Comparison, { claim, a, b }: Difference, loaders: Loaders) {
  const [evidence, nameOfA, nameOfB] = await Promise.all([
    loaders.evidence.load(claim.id),
    displayName(comparison.a, loaders),
    displayName(comparison.b, loaders),
  ]);
  const names = await loadEntityNames(mentionedEntityIds([claim], evidence), loaders);
  return verbalizeDifference(claim, { name: nameOfA, ...a }, { name: nameOfB, ...b }, names);
}

async function displayName(one: Source | Article, { source }: Loaders): Promise<string> {
  if ('name' in one) return one.name;
  return `“${one.title}” (${(await loadRequired(source, one.sourceId)).name})`;
}
