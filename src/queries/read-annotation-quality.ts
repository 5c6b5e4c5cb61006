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
import {
  type AnnotatedClaim,
  type Article,
  type Citation,
  type Claim,
  type Entity,
  type Genre,
  isLive,
  statuses,
} from '../domain/records.js';
import { readAllPages } from '../store/read/read-all-pages.js';
import type { Page, PageRequest, Reads } from '../store/store.js';

/** Articles, claims and citations that all `annotationQuality` fields of one request may read together. */
export const MAX_RECORDS_PER_REQUEST = 10_000;
/** Citations read of one claim, of any article. */
export const MAX_CITATIONS_PER_CLAIM = 100;
const ARTICLE_PAGE_SIZE = 100;
const CLAIM_PAGE_SIZE = 200;

export interface AnnotationQuality {
  /** Citations checked: those of the article, or of the source. */
  readonly citations: number;
  /** Whether there are more that were not checked. */
  readonly truncated: boolean;
  readonly warnings: readonly QualityWarning[];
}

/** Records that may still be read. */
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
  const loaded = emptyAnnotations();
  const read = (page: PageRequest) => store.list('articles', { sourceIds: [sourceId] }, page);
  const pages = readAllPages(withinBudget(read, budget, loaded), ARTICLE_PAGE_SIZE);
  for await (const { items } of pages) await loadAnnotations(store, items, budget, loaded);
  return assessQuality(loaded, sourceId);
}

interface LoadedAnnotations {
  readonly articles: Article[];
  /** Each with the citations that were read, those of other sources too; `whole` if these are all. */
  readonly claims: Map<
    string,
    { readonly claim: Claim; readonly citations: readonly Citation[]; readonly whole: boolean }
  >;
  /** The entities that each live article declares. */
  readonly entities: Map<string, readonly Entity[]>;
  truncated: boolean;
}
const emptyAnnotations = (): LoadedAnnotations => ({
  articles: [],
  claims: new Map(),
  entities: new Map(),
  truncated: false,
});

/** Adds these articles and their claims to `loaded`. Reads the citations of a claim once, even if several of the articles cite it. */
async function loadAnnotations(
  store: Reads,
  articles: readonly Article[],
  budget: RecordBudget,
  loaded: LoadedAnnotations = emptyAnnotations(),
): Promise<LoadedAnnotations> {
  loaded.articles.push(...articles);
  if (articles.length === 0) return loaded;
  // What a retracted article declares is not shown, and a warning would repeat it.
  const live = articles.filter(isLive).map(({ id }) => id);
  const declared = await store.declaredEntitiesOf(live);
  for (const [index, id] of live.entries()) loaded.entities.set(id, declared[index] ?? []);
  const filter = { statuses, articleIds: articles.map(({ id }) => id) };
  const read = (page: PageRequest) => store.list('claims', filter, page);
  for await (const { items } of readAllPages(withinBudget(read, budget, loaded), CLAIM_PAGE_SIZE))
    await loadCitations(
      store,
      items.filter(({ id }) => !loaded.claims.has(id)),
      budget,
      loaded,
    );
  return loaded;
}

async function loadCitations(
  store: Reads,
  claims: readonly Claim[],
  budget: RecordBudget,
  loaded: LoadedAnnotations,
): Promise<void> {
  if (claims.length === 0) return;
  const { pages } = await store.citationsOf(
    claims.map(({ id }) => id),
    { first: MAX_CITATIONS_PER_CLAIM, after: null },
  );
  for (const [index, { items, hasNext }] of pages.entries()) {
    const claim = claims[index] as Claim;
    const citations = items.slice(0, budget.remaining);
    const whole = !hasNext && citations.length === items.length;
    budget.remaining -= citations.length;
    loaded.claims.set(claim.id, { claim, citations, whole });
    if (!whole) loaded.truncated = true;
  }
}

/** Charges each page to the budget; once the budget is spent, ends the list and marks the result as truncated. */
function withinBudget<T>(
  read: (page: PageRequest) => Promise<Page<T>>,
  budget: RecordBudget,
  loaded: LoadedAnnotations,
): (page: PageRequest) => Promise<Page<T>> {
  return async ({ first, after }) => {
    if (budget.remaining === 0) {
      loaded.truncated = true;
      return { items: [], cursors: [], hasNext: false };
    }
    const page = await read({ first: Math.min(first, budget.remaining), after });
    budget.remaining -= page.items.length;
    return page;
  };
}

/** If all citations of a source have one grade, warns once for the source and not for each article. */
function assessQuality(
  { articles, claims, entities, truncated }: LoadedAnnotations,
  sourceId: string | null,
): AnnotationQuality {
  const own = groupByArticle(articles, claims, entities);
  const citationsIn = ({ claims }: LintedArticle) => claims.flatMap(({ citations }) => citations);
  const citations = own.flatMap(citationsIn);
  const uniform =
    sourceId && uniformCredibilityWarning(summarizeGrades(citations), { id: sourceId, articleId: null });
  const warnings = [
    ...(uniform
      ? [uniform]
      : own.map((article) =>
          uniformCredibilityWarning(summarizeGrades(citationsIn(article)), {
            id: article.articleId,
            articleId: article.articleId,
          }),
        )),
    ...own.flatMap(articleWarnings),
    ...findThinQuotes(new Map(articles.map(({ id, genre }) => [id, genre])), claims),
  ];
  return { citations: citations.length, truncated, warnings: warnings.filter((warning) => warning !== null) };
}

/** The loaded claims by article, each with the citations of that article alone. */
function groupByArticle(
  articles: readonly Article[],
  claims: LoadedAnnotations['claims'],
  entities: LoadedAnnotations['entities'],
): LintedArticle[] {
  const claimsByArticle = new Map(
    articles.map(({ id }) => [id, new Map<string, AnnotatedClaim & { citations: Citation[] }>()]),
  );
  for (const { claim, citations } of claims.values())
    for (const citation of citations) {
      const own = claimsByArticle.get(citation.articleId);
      const known = own?.get(claim.id);
      if (known === undefined) own?.set(claim.id, { ...claim, citations: [citation] });
      else known.citations.push(citation);
    }
  return articles.map(({ id, language }) => ({
    articleId: id,
    language,
    claims: [...(claimsByArticle.get(id)?.values() ?? [])],
    entities: entities.get(id) ?? [],
  }));
}

/** Only claims whose citations were all read: another citation may support the claim. */
function findThinQuotes(
  genres: ReadonlyMap<string, Genre>,
  claims: LoadedAnnotations['claims'],
): QualityWarning[] {
  return [...claims.values()].flatMap(({ claim, citations, whole }) => {
    if (!whole || !isThinSupport(summarizeSupport(citations, (id) => genres.get(id) ?? null))) return [];
    const own = citations.find(({ articleId, stance }) => stance === 'SUPPORTS' && genres.has(articleId));
    return own === undefined ? [] : [thinQuoteWarning(claim, own)];
  });
}
