import {
  QUALITY_CODES,
  type QualityCode,
  type QualityWarning,
} from '../../domain/analysis/annotation-quality.js';
import { compareKeys } from '../../domain/order.js';
import type { Article, Source } from '../../domain/records.js';
import {
  type AnnotationQuality,
  type Budget,
  qualityOfArticle,
  qualityOfSource,
  RECORDS_A_REQUEST,
} from '../../queries/read-annotation-quality.js';
import { paginateInMemory, type SortKey } from '../../store/read/cursor.js';
import type { Page, PageRequest } from '../../store/store.js';
import { listConnection, type PageArguments, pageOf } from '../execution/connection.js';
import type { Context } from '../execution/context.js';

export const annotationQualityResolvers = {
  Article: {
    annotationQuality: (article: Article, _: unknown, context: Context) =>
      inTurn(context, (budget) => qualityOfArticle(context.store, article, budget)),
  },
  Source: {
    annotationQuality: ({ id }: Source, _: unknown, context: Context) =>
      inTurn(context, (budget) => qualityOfSource(context.store, id, budget)),
  },
  AnnotationQuality: {
    warnings: ({ warnings }: AnnotationQuality, args: PageArguments) => {
      const page = pageOf(args);
      return listConnection(
        page,
        async () => pageOfWarnings(warnings, page),
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

/** One reading after the other, all from one budget: so a query gets the same answer each time, and no more than its share. */
const requests = new WeakMap<Context['moments'], { readonly budget: Budget; turn: Promise<unknown> }>();

function inTurn<T>({ moments }: Context, read: (budget: Budget) => Promise<T>): Promise<T> {
  const request = requests.get(moments) ?? {
    budget: { left: RECORDS_A_REQUEST },
    turn: Promise.resolve(),
  };
  requests.set(moments, request);
  const reading = request.turn.then(() => read(request.budget));
  // One that fails fails alone.
  request.turn = reading.catch(() => undefined);
  return reading;
}

const codes = Object.keys(QUALITY_CODES) as QualityCode[];
const WARNING_KEY: SortKey = [0, '', ''];
const keyOf = ({ code, articleId, citationId }: QualityWarning): SortKey => [
  codes.indexOf(code),
  articleId ?? '',
  citationId ?? '',
];

function pageOfWarnings(warnings: readonly QualityWarning[], page: PageRequest): Page<QualityWarning> {
  const inOrder = warnings.toSorted((a, b) => compareKeys(keyOf(a), keyOf(b)));
  return paginateInMemory('warnings', inOrder, page, WARNING_KEY, keyOf);
}
