import { AscribeError } from '../../domain/errors.js';
import { digest } from '../../domain/ids.js';
import type { Store, Writer } from '../../store/store.js';
import type { ExportContents } from './export-contents.js';
import type { RunCounts } from './run-counts.js';

/** Throws BAD_INPUT where articles that are stored whole would be replaced by what an export of some statuses tells of them. */
export async function refusePartialExport(store: Store, { partial }: ExportContents): Promise<void> {
  if (!partial || (await store.countArticles({})) === 0) return;
  throw new AscribeError(
    'BAD_INPUT',
    `the export leaves out claims, for their status, and ${store.label} holds articles, whose citations it would take out; expected an empty store`,
  );
}

/** Puts the policy of an export in force, before its articles come, where the store is empty; else that is for `policy apply`. */
export async function createPolicyWriter(
  store: Store,
  { policies: [policy] }: ExportContents,
  counts: RunCounts,
): Promise<(writer: Writer) => Promise<void>> {
  const { policy: now } = await store.policy();
  if (policy === undefined || digest(policy) === digest(now)) return async () => {};
  if ((await store.countArticles({})) > 0) {
    counts.addNote(
      `policy ${policy.version} of the export is not put in force, as the store holds articles: ascribe policy apply does that`,
    );
    return async () => {};
  }
  return async (writer) => {
    await writer.applyPolicy(policy, 1);
  };
}

/** Makes known what no article of the exports tells, when all of them are there. */
export async function writeDeclared(store: Store, { declaredBatches }: ExportContents): Promise<void> {
  for (const batch of declaredBatches()) await store.write((writer) => writer.restoreDeclared(batch));
}
