import type { Store } from '../../store/store.js';
import {
  collectDuplicates,
  type DuplicateEntities,
  findStoredDuplicates,
  type SharedLabel,
} from '../resolve/find-duplicates.js';
import type { StagedLabel, StagingDatabase } from './staging-database.js';

/** Beyond this, names and identifiers that several entities share are not reported. */
const MAX_SHARED_LABELS = 10_000;

/** The entities of a run that may be one with another of the run or of the store. Each label is looked up once, however many documents declare it. */
export async function findRunDuplicates(
  store: Store | null,
  staging: StagingDatabase,
  signal: AbortSignal | undefined,
): Promise<DuplicateEntities<StagedLabel>> {
  const shared: SharedLabel<StagedLabel>[] = staging.sharedLabels().slice(0, MAX_SHARED_LABELS);
  if (store !== null)
    for (const labels of staging.labelBatches()) {
      if (signal?.aborted || shared.length >= MAX_SHARED_LABELS) break;
      shared.push(...(await findStoredDuplicates(store, labels, staging.hasArticle)));
    }
  return collectDuplicates(shared);
}
