import type { GraphQLResolveInfo } from 'graphql';
import {
  QUALITY_CODES,
  type QualityCode,
  type QualityWarning,
} from '../../domain/analysis/annotation-quality.js';
import { compareKeys } from '../../domain/order.js';
import type { Article, Source } from '../../domain/records.js';
import {
  type AnnotationQuality,
  MAX_RECORDS_PER_REQUEST,
  type RecordBudget,
  readArticleQuality,
  readSourceQuality,
} from '../../queries/read-annotation-quality.js';
import { paginateInMemory, type SortKey } from '../../store/read/cursor.js';
import type { Page, PageRequest } from '../../store/store.js';
import type { AsOfScopes, ReadView } from '../execution/as-of.js';
import type { RequestContext } from '../execution/context.js';
import { type PageArguments, parsePage } from '../execution/page-arguments.js';
import { listConnection } from '../execution/relay-connection.js';
import { formatScopedId } from '../execution/scoped-id.js';

export const annotationQualityResolvers = {
  Article: {
    annotationQuality: (article: Article, _: unknown, context: RequestContext) =>
      readQuality(context, article.id, async (view, budget) => {
        const then = view.asOf === context.asOf ? article : await view.loaders.article.load(article.id);
        return then === null ? NO_ANNOTATION : readArticleQuality(view.store, then, budget);
      }),
  },
  Source: {
    annotationQuality: ({ id }: Source, _: unknown, context: RequestContext) =>
      readQuality(context, id, ({ store }, budget) => readSourceQuality(store, id, budget)),
  },
  AnnotationQuality: {
    warnings: (
      quality: PagedQuality,
      args: PageArguments,
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) => {
      const warningsOf = async (view: ReadView) =>
        (view === context ? quality : await quality.readIn(view)).warnings;
      return listConnection({ context, info }, parsePage(args), {
        read: async (view, page) => paginateWarnings(await warningsOf(view), page),
        count: async (view) => (await warningsOf(view)).length,
      });
    },
  },
  AnnotationWarning: {
    claimId: ({ claim }: QualityWarning) => claim?.id ?? null,
    subjectId: ({ claim }: QualityWarning) => claim?.subjectId ?? null,
    predicate: ({ claim }: QualityWarning) => claim?.predicate ?? null,
    objectId: ({ claim }: QualityWarning) => claim?.objectId ?? null,
  },
};

/** Of an article that did not exist yet. */
const NO_ANNOTATION: AnnotationQuality = { citations: 0, truncated: false, warnings: [] };

/** The quality of one record, which a page of its warnings may read again in another view. */
interface PagedQuality extends AnnotationQuality {
  readonly readIn: (view: ReadView) => Promise<AnnotationQuality>;
}

async function readQuality(
  context: RequestContext,
  id: string,
  read: (view: ReadView, budget: RecordBudget) => Promise<AnnotationQuality>,
): Promise<PagedQuality> {
  const { asOfScopes } = context;
  return {
    ...(await readOnce(fieldReads, asOfScopes, context.asOf, id, (budget) => read(context, budget))),
    // With a budget of its own: a later page must not be cut short by what the field itself has read.
    readIn: (view) => readOnce(pageReads, asOfScopes, view.asOf, id, (budget) => read(view, budget)),
  };
}

/** The reads of one request run one after the other on one budget, so that equal queries give equal results. */
type ReadsByRequest = WeakMap<
  AsOfScopes,
  {
    readonly budget: RecordBudget;
    turn: Promise<unknown>;
    /** By scope and record: a record that a query has in several places has one result. */
    readonly results: Map<string, Promise<AnnotationQuality>>;
  }
>;
const fieldReads: ReadsByRequest = new WeakMap();
const pageReads: ReadsByRequest = new WeakMap();

function readOnce(
  readsByRequest: ReadsByRequest,
  asOfScopes: AsOfScopes,
  asOf: string | null,
  id: string,
  read: (budget: RecordBudget) => Promise<AnnotationQuality>,
): Promise<AnnotationQuality> {
  const request = readsByRequest.get(asOfScopes) ?? {
    budget: { remaining: MAX_RECORDS_PER_REQUEST },
    turn: Promise.resolve(),
    results: new Map(),
  };
  readsByRequest.set(asOfScopes, request);
  const key = formatScopedId(id, { asOf, window: null });
  const known = request.results.get(key);
  if (known !== undefined) return known;
  const result = request.turn.then(() => read(request.budget));
  request.results.set(key, result);
  // A failed read must not fail the reads after it.
  request.turn = result.catch(() => undefined);
  return result;
}

const warningCodes = Object.keys(QUALITY_CODES) as QualityCode[];
const WARNING_KEY: SortKey = [0, '', '', ''];
const warningSortKey = ({ code, articleId, citationId, entityId }: QualityWarning): SortKey => [
  warningCodes.indexOf(code),
  articleId ?? '',
  citationId ?? '',
  entityId ?? '',
];

function paginateWarnings(warnings: readonly QualityWarning[], page: PageRequest): Page<QualityWarning> {
  const sorted = warnings.toSorted((a, b) => compareKeys(warningSortKey(a), warningSortKey(b)));
  return paginateInMemory('warnings', sorted, page, WARNING_KEY, warningSortKey);
}
