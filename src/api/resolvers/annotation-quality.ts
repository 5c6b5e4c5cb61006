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
import type { RequestContext } from '../execution/context.js';
import { listConnection, type PageArguments, parsePage } from '../execution/relay-connection.js';
import { formatScopedId } from '../execution/scoped-id.js';

export const annotationQualityResolvers = {
  Article: {
    annotationQuality: (article: Article, _: unknown, context: RequestContext) =>
      readOnce(context, article.id, (budget) => readArticleQuality(context.store, article, budget)),
  },
  Source: {
    annotationQuality: ({ id }: Source, _: unknown, context: RequestContext) =>
      readOnce(context, id, (budget) => readSourceQuality(context.store, id, budget)),
  },
  AnnotationQuality: {
    warnings: ({ warnings }: AnnotationQuality, args: PageArguments) => {
      const page = parsePage(args);
      return listConnection(
        page,
        async () => paginateWarnings(warnings, page),
        async () => warnings.length,
      );
    },
  },
  AnnotationWarning: {
    claimId: ({ claim }: QualityWarning) => claim?.id ?? null,
    subjectId: ({ claim }: QualityWarning) => claim?.subjectId ?? null,
    predicate: ({ claim }: QualityWarning) => claim?.predicate ?? null,
    objectId: ({ claim }: QualityWarning) => claim?.objectId ?? null,
  },
};

/** The reads of one request run one after the other on one budget, so that equal queries give equal results. */
const readsByRequest = new WeakMap<
  RequestContext['asOfScopes'],
  {
    readonly budget: RecordBudget;
    turn: Promise<unknown>;
    /** By scope and record: a record that a query has in several places has one result. */
    readonly results: Map<string, Promise<AnnotationQuality>>;
  }
>();

function readOnce(
  { asOfScopes, asOf }: RequestContext,
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
