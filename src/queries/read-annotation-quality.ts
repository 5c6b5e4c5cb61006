import {
  articleWarnings,
  isThinSupport,
  type LintedArticle,
  type QualityWarning,
  summarizeGrades,
  summarizeSupport,
  thinQuoteWarning,
  uniformCredibilityWarning,
} from '../domain/analysis/annotation-quality.js';
import { type AnnotatedClaim, type Article, type Citation, type Claim, statuses } from '../domain/records.js';
import type { Page, Reads } from '../store/store.js';

/** What all `annotationQuality` fields of one request read together: articles, claims and citations. */
export const MAX_RECORDS_PER_REQUEST = 10_000;
/** Of one claim, whoever cites it. */
export const MAX_CITATIONS_PER_CLAIM = 100;
const ARTICLE_PAGE_SIZE = 100;
const CLAIM_PAGE_SIZE = 200;

export interface AnnotationQuality {
  /** How many citations were looked at: those of the article, or of the source. */
  readonly citations: number;
  /** Whether there are more of them than were looked at. */
  readonly truncated: boolean;
  readonly warnings: readonly QualityWarning[];
}

/** How many more records may be read. */
export interface RecordBudget {
  remaining: number;
}

export async function readArticleQuality(
  store: Reads,
  article: Article,
  budget: RecordBudget,
): Promise<AnnotationQuality> {
  return assessQuality(await loadAnnotations(store, [article], budget), null);
}

/** Reads the newest articles first. */
export async function readSourceQuality(
  store: Reads,
  sourceId: string,
  budget: RecordBudget,
): Promise<AnnotationQuality> {
  const reading = emptyAnnotations();
  for (let after: string | null = null; ; ) {
    const first = Math.min(ARTICLE_PAGE_SIZE, budget.remaining);
    if (first === 0) reading.truncated = true;
    if (first === 0) break;
    const page: Page<Article> = await store.list('articles', { sourceIds: [sourceId] }, { first, after });
    budget.remaining -= page.items.length;
    await loadAnnotations(store, page.items, budget, reading);
    if (!page.hasNext) break;
    after = page.cursors.at(-1) ?? null;
  }
  return assessQuality(reading, sourceId);
}

interface LoadedAnnotations {
  readonly articles: Article[];
  /** Each with what was read of its citations, also those of other sources. */
  readonly claims: Map<
    string,
    { readonly claim: Claim; readonly citations: readonly Citation[]; readonly whole: boolean }
  >;
  truncated: boolean;
}
const emptyAnnotations = (): LoadedAnnotations => ({ articles: [], claims: new Map(), truncated: false });

/** Adds the claims of these articles to what was read. A claim is read once, however many of the articles cite it. */
async function loadAnnotations(
  store: Reads,
  articles: readonly Article[],
  budget: RecordBudget,
  loaded: LoadedAnnotations = emptyAnnotations(),
): Promise<LoadedAnnotations> {
  loaded.articles.push(...articles);
  const filter = { statuses, articleIds: articles.map(({ id }) => id) };
  for (let after: string | null = null; articles.length > 0; ) {
    const first = Math.min(CLAIM_PAGE_SIZE, budget.remaining);
    if (first === 0) loaded.truncated = true;
    if (first === 0) break;
    const page: Page<Claim> = await store.list('claims', filter, { first, after });
    budget.remaining -= page.items.length;
    const news = page.items.filter(({ id }) => !loaded.claims.has(id));
    const cited =
      news.length === 0
        ? []
        : (
            await store.citationsOf(
              news.map(({ id }) => id),
              { first: MAX_CITATIONS_PER_CLAIM, after: null },
            )
          ).pages;
    for (const [at, { items, hasNext }] of cited.entries()) {
      const claim = news[at] as Claim;
      const citations = items.slice(0, budget.remaining);
      const whole = !hasNext && citations.length === items.length;
      budget.remaining -= citations.length;
      loaded.claims.set(claim.id, { claim, citations, whole });
      if (!whole) loaded.truncated = true;
    }
    if (!page.hasNext) break;
    after = page.cursors.at(-1) ?? null;
  }
  return loaded;
}

/** Where a source is uniform as a whole, its articles are not told of one by one. */
function assessQuality(
  { articles, claims, truncated }: LoadedAnnotations,
  sourceId: string | null,
): AnnotationQuality {
  const own = groupByArticle(articles, claims);
  const citationsIn = ({ claims }: LintedArticle) => claims.flatMap(({ citations }) => citations);
  const citations = own.flatMap(citationsIn);
  const uniform =
    sourceId && uniformCredibilityWarning(summarizeGrades(citations), { id: sourceId, articleId: null });
  const warnings = [
    ...(uniform
      ? [uniform]
      : own.map((one) =>
          uniformCredibilityWarning(summarizeGrades(citationsIn(one)), {
            id: one.articleId,
            articleId: one.articleId,
          }),
        )),
    ...own.flatMap(articleWarnings),
    ...findThinQuotes(new Set(articles.map(({ id }) => id)), claims),
  ];
  return { citations: citations.length, truncated, warnings: warnings.filter((one) => one !== null) };
}

/** What was read, as each article has it. */
function groupByArticle(articles: readonly Article[], claims: LoadedAnnotations['claims']): LintedArticle[] {
  const own = new Map(
    articles.map(({ id }) => [id, new Map<string, AnnotatedClaim & { citations: Citation[] }>()]),
  );
  for (const { claim, citations } of claims.values())
    for (const citation of citations) {
      const there = own.get(citation.articleId);
      const known = there?.get(claim.id);
      if (known === undefined) there?.set(claim.id, { ...claim, citations: [citation] });
      else known.citations.push(citation);
    }
  return articles.map(({ id, language }) => ({
    articleId: id,
    language,
    claims: [...(own.get(id)?.values() ?? [])],
  }));
}

/** Of a claim of which not all citations were read, nobody knows what else supports it. */
function findThinQuotes(
  articleIds: ReadonlySet<string>,
  claims: LoadedAnnotations['claims'],
): QualityWarning[] {
  return [...claims.values()].flatMap(({ claim, citations, whole }) => {
    if (!whole || !isThinSupport(summarizeSupport(citations))) return [];
    const own = citations.find(({ articleId, stance }) => stance === 'SUPPORTS' && articleIds.has(articleId));
    return own === undefined ? [] : [thinQuoteWarning(claim, own)];
  });
}
