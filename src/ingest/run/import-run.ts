import { statSync } from 'node:fs';
import { AscribeError } from '../../domain/errors.js';
import type { Store } from '../../store/store.js';
import { checkStagedDocuments } from './check.js';
import type { ImportOptions } from './import-options.js';
import { openLinter } from './lint.js';
import { createRunCounts } from './run-counts.js';
import type { ImportSummary } from './run-summary.js';
import { stageFiles } from './stage.js';
import { type CheckedArticle, openStagingDatabase } from './staging-database.js';
import type { ValidArticle } from './valid-article.js';
import { writeAllOrNothing, writeBatch } from './write-articles.js';
import { createPolicyWriter, refusePartialExport, writeDeclared } from './write-export-records.js';

/** Imports files and folders, in two passes: an article may refer to what a later file declares. Null as a store: checks against nothing. */
export async function importPaths(
  store: Store | null,
  paths: readonly string[],
  options: ImportOptions = {},
): Promise<ImportSummary> {
  if (options.texts !== undefined && !isFolder(options.texts))
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `the folder of texts, ${options.texts}, does not exist or is no folder`,
    );
  const staging = openStagingDatabase();
  const lint = options.lint ? openLinter() : null;
  const counts = createRunCounts(options);
  try {
    await stageFiles(paths, staging, counts, options);
    const exported = staging.exportContents();
    if (store !== null) await refusePartialExport(store, exported);
    const writes = store !== null && !options.checkOnly;
    const all = writes && options.allOrNothing === true;
    const putPolicy = writes ? await createPolicyWriter(store, exported, counts) : async () => {};
    if (writes && !all && exported.policies.length > 0) await store.write(putPolicy);
    await checkStagedDocuments(store, staging, counts, options, async (good) => {
      for (const { staged, resolved } of good) lint?.add(staged, resolved.article);
      if (all)
        for (const { staged, resolved } of good) staging.saveChecked(staged.seq, toCheckedArticle(resolved));
      else if (writes) await writeBatch(store, good, counts);
      else for (const { resolved } of good) counts.addChecked(toCheckedArticle(resolved));
    });
    if (all) await writeAllOrNothing(store, staging, counts, options, putPolicy);
    else if (writes && !options.signal?.aborted) await writeDeclared(store, exported);
    if (lint !== null && !options.signal?.aborted)
      for (const warning of lint.warnings()) counts.addWarning(warning);
  } catch (error) {
    counts.markStopped(
      error instanceof AscribeError
        ? error
        : new AscribeError('INTERNAL', `the run broke off: ${(error as Error).message}`, { cause: error }),
    );
  } finally {
    if (options.signal?.aborted) counts.markInterrupted();
    staging.close();
    lint?.close();
  }
  return counts.summary();
}

const toCheckedArticle = ({ article, citations, unverified }: ValidArticle['resolved']): CheckedArticle => ({
  article,
  citations,
  unverified,
});

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
