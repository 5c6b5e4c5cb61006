import { fileDiagnostic } from '../../documents/diagnostic.js';
import { AscribeError, type ErrorCode } from '../../domain/errors.js';
import type { AnnotatedArticle, Entity } from '../../domain/records.js';
import type { Store, WriteOutcome, Writer } from '../../store/store.js';
import type { ImportOptions } from './import-options.js';
import { nameArticle } from './name-article.js';
import type { RunCounts } from './run-counts.js';
import type { StagingDatabase } from './staging-database.js';
import type { ValidArticle } from './valid-article.js';

/** Errors that one article can cause. All other errors end the run. */
const ARTICLE_ERRORS = new Set<ErrorCode>([
  'ARTICLE_CONFLICT',
  'IDENTIFIER_CONFLICT',
  'KIND_CONFLICT',
  'ERASED',
  'ORGAN_CIRCLE',
  'DUPLICATE',
  'BAD_INPUT',
  'INVALID_DOCUMENT',
  'LIMIT_EXCEEDED',
]);
export const isArticleError = (error: unknown): error is AscribeError =>
  error instanceof AscribeError && ARTICLE_ERRORS.has(error.code);

/** Returns what writes articles in one transaction, or one by one if the store rejects one of them, to keep the others. */
export function prepareWrite(
  store: Store,
  batch: readonly ValidArticle[],
  counts: RunCounts,
  options: Pick<ImportOptions, 'replace'>,
): () => Promise<void> {
  const articles = shareEntities(batch.map(({ resolved }) => resolved.article));
  return () => writeBatch(store, batch, articles, counts, options);
}

async function writeBatch(
  store: Store,
  batch: readonly ValidArticle[],
  articles: readonly AnnotatedArticle[],
  counts: RunCounts,
  options: Pick<ImportOptions, 'replace'>,
): Promise<void> {
  if (batch.length === 0) return;
  try {
    const outcomes = await store.write((writer) => writer.put(articles, options));
    for (const [index, outcome] of outcomes.entries()) {
      counts.addImported(outcome, batch[index]?.resolved.unverified ?? 0);
      counts.addMentions(batch[index]?.resolved.article.claims ?? []);
    }
  } catch (error) {
    if (!isArticleError(error)) throw error;
    const [only, ...others] = batch;
    if (others.length > 0) for (const one of batch) await prepareWrite(store, [one], counts, options)();
    else if (only !== undefined) {
      const { location, draft } = only.staged;
      const problem = {
        ...fileDiagnostic(error.code, error.message, location.file),
        line: location.line,
        column: 1,
      };
      counts.addFailed([nameArticle(problem, draft.article?.id)]);
    }
  }
}

/** Uses one object for equal entities: the message to a store's process then has each once, and the store compares them by object. */
function shareEntities(articles: readonly AnnotatedArticle[]): AnnotatedArticle[] {
  const shared = new Map<string, Entity>();
  const share = (entity: Entity): Entity => {
    const content = JSON.stringify(entity);
    const known = shared.get(content) ?? entity;
    shared.set(content, known);
    return known;
  };
  return articles.map((annotated) => ({ ...annotated, entities: annotated.entities.map(share) }));
}

/** Rolls back the transaction of an interrupted run. */
class Interrupted extends Error {}

/** Writes the whole run in one transaction, or nothing if there was any problem. */
export async function writeAllOrNothing(
  store: Store,
  staging: StagingDatabase,
  counts: RunCounts,
  { signal, onProgress, replace = false }: ImportOptions,
  beforeArticles: (writer: Writer) => Promise<void>,
): Promise<void> {
  const total = staging.countDocuments();
  if (signal?.aborted) return;
  if (counts.summary().problemCount > 0) {
    for (const batch of staging.checkedBatches()) batch.forEach(counts.addChecked);
    return;
  }
  try {
    // The store may call this again after a conflict, so the counts are updated only after it.
    await store.write(async (writer) => {
      let done = 0;
      await beforeArticles(writer);
      for (const batch of staging.checkedBatches()) {
        if (signal?.aborted) throw new Interrupted();
        const outcomes = await writer.put(shareEntities(batch.map(({ article }) => article)), { replace });
        for (const [index, { seq, unverified, article }] of batch.entries()) {
          staging.saveOutcome(seq, outcomes[index] as WriteOutcome, unverified);
          counts.addMentions(article.claims);
        }
        done += batch.length;
        onProgress?.({ phase: 'importing', done, total });
      }
      for (const declared of staging.exportContents().declaredBatches())
        await writer.restoreDeclared(declared);
    });
  } catch (error) {
    if (error instanceof Interrupted) return;
    if (!isArticleError(error)) throw error;
    counts.addProblem(fileDiagnostic(error.code, error.message, null));
    return;
  }
  for (const { outcome, unverified } of staging.outcomes()) counts.addImported(outcome, unverified);
}
