import { AscribeError } from '../../domain/errors.js';
import { digest } from '../../domain/ids.js';
import type { Store, Writer } from '../../store/store.js';
import type { ExportContents } from './export-contents.js';
import type { RunCounts } from './run-counts.js';

/** Throws BAD_INPUT if a partial export would replace complete articles in the store. */
export async function refusePartialExport(store: Store, { partial }: ExportContents): Promise<void> {
  if (!partial || (await store.count('articles', {})) === 0) return;
  throw new AscribeError(
    'BAD_INPUT',
    `the export omits claims, or its first line, which says so, is damaged, so it could remove citations from ${store.label}; expected an empty store`,
  );
}

/**
 * Returns a function that applies the policy of an export. It does nothing if the store has articles: changing the
 * policy of a store is left to `ascribe policy apply`.
 */
export async function createPolicyWriter(
  store: Store,
  { policies: [policy] }: ExportContents,
  counts: RunCounts,
): Promise<(writer: Writer) => Promise<void>> {
  const { policy: current } = await store.policy();
  if (policy === undefined || digest(policy) === digest(current)) return async () => {};
  if ((await store.count('articles', {})) > 0) {
    counts.addNote(
      `policy ${policy.version} of the export was not applied, because the store already contains articles; use ascribe policy apply`,
    );
    return async () => {};
  }
  return async (writer) => {
    await writer.applyPolicy(policy, 1);
  };
}

/** Writes the entities and sources of exports that no article declares. Call it after all articles are written. */
export async function writeDeclared(store: Store, { declaredBatches }: ExportContents): Promise<void> {
  for (const batch of declaredBatches()) await store.write((writer) => writer.restoreDeclared(batch));
}
