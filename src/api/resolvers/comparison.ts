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
import { statusesOf } from '../execution/claim-arguments.js';
import { connection, firstOf, MAX_FIRST, type PageArguments, pageOf } from '../execution/connection.js';
import type { Context } from '../execution/context.js';
import { namesOf } from '../execution/entity-names.js';
import type { Loaders } from '../execution/loaders.js';
import { find, required } from '../execution/lookup.js';

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
  both: (comparison: Comparison, args: PageArguments, context: Context) =>
    compared(comparison, spokenOfByBoth(comparison), args, context),
  onlyA: (comparison: Comparison, args: PageArguments, context: Context) => {
    const { a, b, statuses } = comparison;
    return compared(comparison, { statuses, citedBy: [a.id], notCitedBy: [b.id] }, args, context);
  },
  onlyB: (comparison: Comparison, args: PageArguments, context: Context) => {
    const { a, b, statuses } = comparison;
    return compared(comparison, { statuses, citedBy: [b.id], notCitedBy: [a.id] }, args, context);
  },
  differences: (comparison: Comparison, args: PageArguments, { store, loaders }: Context) => {
    const page = pageOf(args);
    return connection(
      page,
      () => pageOfDifferences(comparison, page, store, loaders),
      () => countDifferences(comparison, store, loaders),
      ({ claim }) => claim,
      ({ claim, kinds, a, b }) => ({
        kinds,
        a,
        b,
        sentence: () => sentenceOf(comparison, { claim, kinds, a, b }, loaders),
      }),
    );
  },
};

export const comparisonResolvers = {
  Query: {
    compareSources: (_: unknown, args: CompareArguments, context: Context) =>
      comparison('source', args, context),
    compareArticles: (_: unknown, args: CompareArguments, context: Context) =>
      comparison('article', args, context),
  },
  SourceComparison: comparisonFields,
  ArticleComparison: comparisonFields,
  ClaimSide: {
    citations: ({ citations }: ComparisonSide, { first }: PageArguments) =>
      citations.slice(0, firstOf(first)),
  },
};

async function comparison(
  type: 'source' | 'article',
  { a, b, statuses }: CompareArguments,
  context: Context,
): Promise<Comparison> {
  const asked = statusesOf(statuses);
  if (a === b)
    throw new AscribeError('BAD_INPUT', `a and b are both ${a.slice(0, 140)}; expected two ${type}s`);
  return { a: await find(context, type, a), b: await find(context, type, b), statuses: asked };
}

function spokenOfByBoth({ a, b, statuses }: Comparison): ClaimFilter {
  return { statuses, citedBy: [a.id, b.id] };
}

/** Claims, each with what either side says of it. */
function compared(
  { a, b }: Comparison,
  filter: ClaimFilter,
  args: PageArguments,
  { store, loaders }: Context,
) {
  const page = pageOf(args);
  const side = async ({ id }: Claim, of: string) => summarizeSide(await loaders.evidence.load(id), of);
  return connection(
    page,
    () => store.listClaims(filter, page),
    () => store.countClaims(filter),
    (claim) => claim,
    (claim) => ({ a: () => side(claim, a.id), b: () => side(claim, b.id) }),
  );
}

/** Passes over claims on which both say the same, so that pages are full. */
async function pageOfDifferences(
  comparison: Comparison,
  { first, after }: PageRequest,
  store: Reads,
  loaders: Loaders,
): Promise<Page<Difference>> {
  const found: { difference: Difference; cursor: string }[] = [];
  for await (const one of differencesAfter(comparison, after, store, loaders)) {
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
  for await (const _ of differencesAfter(comparison, null, store, loaders)) count++;
  return count;
}

/** In the order of claims, with their cursors. */
async function* differencesAfter(
  comparison: Comparison,
  after: string | null,
  store: Reads,
  loaders: Loaders,
): AsyncGenerator<{ difference: Difference; cursor: string }> {
  const filter = spokenOfByBoth(comparison);
  for (let from = after, more = true; more; ) {
    const page = await store.listClaims(filter, { first: MAX_FIRST, after: from });
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

async function sentenceOf(comparison: Comparison, { claim, a, b }: Difference, loaders: Loaders) {
  const [evidence, nameOfA, nameOfB] = await Promise.all([
    loaders.evidence.load(claim.id),
    nameOf(comparison.a, loaders),
    nameOf(comparison.b, loaders),
  ]);
  const names = await namesOf(mentionedEntityIds([claim], evidence), loaders);
  return verbalizeDifference(claim, { name: nameOfA, ...a }, { name: nameOfB, ...b }, names);
}

async function nameOf(one: Source | Article, { source }: Loaders): Promise<string> {
  if ('name' in one) return one.name;
  return `“${one.title}” (${(await required(source, one.sourceId)).name})`;
}
