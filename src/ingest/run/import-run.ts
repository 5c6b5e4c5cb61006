import { statSync } from 'node:fs';
import { AscribeError } from '../../domain/errors.js';
import type { Store } from '../../store/store.js';
import { askAboutRun } from '../independence/ask.js';
import { checkedGraph, storedGraph } from '../independence/graph.js';
import { openRunRecords } from '../independence/run-records.js';
import { checkStagedDocuments } from './check.js';
import { findRunDuplicates } from './find-run-duplicates.js';
import type { ImportOptions } from './import-options.js';
import { openLinter } from './lint.js';
import { createRunCounts } from './run-counts.js';
import type { ImportSummary } from './run-summary.js';
import { stageFiles } from './stage.js';
import { type CheckedArticle, openStagingDatabase } from './staging-database.js';
import type { ValidArticle } from './valid-article.js';
import { prepareWrite, writeAllOrNothing } from './write-articles.js';
import { createPolicyWriter, refusePartialExport, writeDeclared } from './write-export-records.js';

/**
 * Imports files and folders in two passes, because an article may refer to an entity that a later file declares.
 * Without a store, checks the documents against each other only. Throws BAD_CONFIGURATION.
 */
export async function importPaths(
  store: Store | null,
  paths: readonly string[],
  options: ImportOptions = {},
): Promise<ImportSummary> {
  if (options.texts !== undefined && !isFolder(options.texts))
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `the folder of texts ${options.texts} does not exist or is not a folder`,
    );
  const staging = openStagingDatabase();
  const linter = options.lint ? openLinter() : null;
  const writes = store !== null && !options.checkOnly;
  const records = openRunRecords({ withCitations: !writes });
  const counts = createRunCounts(options);
  let handling: Promise<void> = Promise.resolve();
  try {
    await stageFiles(paths, staging, counts, options);
    const contents = staging.exportContents();
    if (store !== null) await refusePartialExport(store, contents);
    const allOrNothing = writes && options.allOrNothing === true;
    const writePolicy = writes ? await createPolicyWriter(store, contents, counts) : async () => {};
    if (writes && !allOrNothing && contents.policies.length > 0) await store.write(writePolicy);
    const duplicates = await findRunDuplicates(store, staging, options.signal);
    // What a batch needs before it is written is made while the batch before is written.
    const prepareBatch = (valid: readonly ValidArticle[]): (() => Promise<void>) => {
      for (const { staged, resolved } of valid) {
        linter?.add(staged, resolved);
        records.add(staged.seq, resolved.article);
      }
      if (allOrNothing)
        return async () => {
          for (const { staged, resolved, correctsKind } of valid)
            staging.saveChecked(staged.seq, toCheckedArticle(resolved), correctsKind);
        };
      if (writes) return prepareWrite(store, valid, counts, { replace: options.replace === true });
      return async () => {
        for (const { resolved } of valid) counts.addChecked(toCheckedArticle(resolved));
      };
    };
    await checkStagedDocuments(store, staging, counts, options, duplicates, (valid) => {
      const handle = prepareBatch(valid);
      return () => {
        handling = handle();
        return handling;
      };
    });
    if (allOrNothing) await writeAllOrNothing(store, staging, counts, options, writePolicy);
    else if (writes && !options.signal?.aborted) await writeDeclared(store, contents);
    if (linter === null && writes) for (const { message } of duplicates.warnings) counts.addNote(message);
    for (const { label, message } of duplicates.warnings) linter?.addDuplicate(label, message);
    await askAboutRun(records, writes ? storedGraph(store) : checkedGraph(records, store), {
      onConfirmed: counts.addConfirmedNote,
      onQuestion: (warning, isDeciding) => {
        linter?.addWarning(warning);
        if (writes && !isDeciding) counts.addNote(warning.message);
      },
      signal: options.signal,
    });
    if (linter !== null && !options.signal?.aborted)
      for (const warning of linter.warnings()) counts.addWarning(warning);
  } catch (error) {
    counts.markStopped(
      error instanceof AscribeError
        ? error
        : new AscribeError('INTERNAL', `the import stopped unexpectedly: ${(error as Error).message}`, {
            cause: error,
          }),
    );
  } finally {
    // If the check of the next batch failed, a batch may still be written.
    await handling.catch(() => {});
    if (options.signal?.aborted) counts.markInterrupted();
    staging.close();
    linter?.close();
    records.close();
  }
  return counts.summary();
}

const toCheckedArticle = ({ article, citations, unverified }: ValidArticle['resolved']): CheckedArticle => ({
  article,
  citations,
  unverified,
});

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
