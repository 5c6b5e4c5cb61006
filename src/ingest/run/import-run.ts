import { statSync } from 'node:fs';
import { AscribeError } from '../../domain/errors.js';
import type { Store } from '../../store/store.js';
import { checkStaged } from './check.js';
import type { Good } from './good.js';
import { openLint } from './lint.js';
import type { LoadOptions } from './options.js';
import { tally } from './run-counts.js';
import type { Summary } from './run-summary.js';
import { stagePaths } from './stage.js';
import { openStaging, type Ready } from './staging-database.js';
import { writeAll, writeBatch } from './write.js';
import { exportedPolicy, refuseGaps, writeKnown } from './write-export-records.js';

/** Imports files and folders, in two passes: an article may refer to what a later file declares. Null as a store: checks against nothing. */
export async function loadPaths(
  store: Store | null,
  paths: readonly string[],
  options: LoadOptions = {},
): Promise<Summary> {
  if (options.texts !== undefined && !isFolder(options.texts))
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `the folder of texts, ${options.texts}, does not exist or is no folder`,
    );
  const staging = openStaging();
  const lint = options.lint ? openLint() : null;
  const counts = tally(options);
  try {
    await stagePaths(paths, staging, counts, options);
    const exported = staging.exported();
    if (store !== null) await refuseGaps(store, exported);
    const writes = store !== null && !options.checkOnly;
    const all = writes && options.allOrNothing === true;
    const putPolicy = writes ? await exportedPolicy(store, exported, counts) : async () => {};
    if (writes && !all && exported.policies.length > 0) await store.write(putPolicy);
    await checkStaged(store, staging, counts, options, async (good) => {
      for (const { staged, annotated } of good) lint?.add(staged, annotated.article);
      if (all) for (const { staged, annotated } of good) staging.saveReady(staged.seq, readyOf(annotated));
      else if (writes) await writeBatch(store, good, counts);
      else for (const { annotated } of good) counts.checked(readyOf(annotated));
    });
    if (all) await writeAll(store, staging, counts, options, putPolicy);
    else if (writes && !options.signal?.aborted) await writeKnown(store, exported);
    if (lint !== null && !options.signal?.aborted)
      for (const warning of lint.warnings()) counts.warning(warning);
  } catch (error) {
    counts.stopped(
      error instanceof AscribeError
        ? error
        : new AscribeError('INTERNAL', `the run broke off: ${(error as Error).message}`, { cause: error }),
    );
  } finally {
    if (options.signal?.aborted) counts.interrupted();
    staging.close();
    lint?.close();
  }
  return counts.summary();
}

const readyOf = ({ article, citations, unverified }: Good['annotated']): Ready => ({
  article,
  citations,
  unverified,
});

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
