import { QUALITY_CODES, type QualityCode, type QualityWarning } from '../../domain/annotation-quality.js';
import type { Article, Source } from '../../domain/records.js';
import { decodeCursor, type Key, toPage } from '../../store/cursor.js';
import type { Page, PageRequest } from '../../store/store.js';
import {
  type AnnotationQuality,
  type Budget,
  qualityOfArticle,
  qualityOfSource,
  RECORDS_A_REQUEST,
} from '../annotation-reading.js';
import { listConnection, type PageArguments, pageOf } from '../connection.js';
import type { Context } from '../context.js';

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
const WARNING_KEY: Key = [0, '', ''];
const keyOf = ({ code, articleId, citationId }: QualityWarning): Key => [
  codes.indexOf(code),
  articleId ?? '',
  citationId ?? '',
];
const compare = (a: Key, b: Key): number => {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 ? 0 : (a[at] as string) < (b[at] as string) ? -1 : 1;
};

function pageOfWarnings(
  warnings: readonly QualityWarning[],
  { first, after }: PageRequest,
): Page<QualityWarning> {
  const from = decodeCursor('warnings', after, WARNING_KEY);
  const rest = warnings
    .map((warning) => ({ warning, key: keyOf(warning) }))
    .filter(({ key }) => from === null || compare(key, from) > 0)
    .sort((a, b) => compare(a.key, b.key))
    .map(({ warning }) => warning);
  return toPage('warnings', rest.slice(0, first + 1), first, keyOf);
}
