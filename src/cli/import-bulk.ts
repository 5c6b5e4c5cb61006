import { relative } from 'node:path';
import { AscribeError } from '../domain/errors.js';
import { pluralize } from '../domain/pluralize.js';
import type { ImportOptions } from '../ingest/run/import-options.js';
import { importPaths } from '../ingest/run/import-run.js';
import type { ImportSummary } from '../ingest/run/run-summary.js';
import type { BulkFiles } from '../store/neo4j/bulk/write-bulk-files.js';
import { openStore } from '../store/open.js';
import { type ImportOutputOptions, runImport } from './run-import.js';

/** `ascribe import --bulk`: imports into a temporary store, and writes its content as files for Neo4j's importer. */
export async function importBulk(
  folder: string,
  paths: readonly string[],
  options: ImportOutputOptions & ImportOptions,
): Promise<void> {
  // Loaded only when needed, like the driver of Neo4j.
  const { openBulkFolder } = await import('../store/neo4j/bulk/bulk-folder.js');
  const { writeBulkFiles } = await import('../store/neo4j/bulk/write-bulk-files.js');
  const target = openBulkFolder(folder);
  let written: BulkFiles | null = null;
  let summary: ImportSummary | null = null;
  try {
    await runImport(options, `for files in ${folder}`, async (listeners) => {
      const store = await openStore(target.storeFile);
      try {
        summary = await importPaths(store, paths, { ...options, ...listeners });
      } finally {
        await store.close();
      }
      if (isComplete(summary)) written = await writeBulkFiles(target.storeFile, folder, listeners.signal);
      return summary;
    });
  } finally {
    if (written === null) target.clear();
    else target.removeStore();
  }
  if (written !== null) {
    if (!options.json) process.stdout.write(`${nextSteps(written)}\n`);
  } else if (summary !== null && (summary as ImportSummary).articles.created === 0)
    throw new AscribeError(
      'INVALID_DOCUMENT',
      `no files for Neo4j were written to ${folder}: no article was imported; expected at least one valid article`,
    );
  else process.stderr.write(`stopped: ${folder} is empty\n`);
}

/** Whether there is something to load. An interrupted run has written only the first articles. */
const isComplete = ({ interrupted, stopped, articles }: ImportSummary): boolean =>
  !interrupted && stopped === null && articles.created > 0;

function nextSteps({ script, nodes, relationships }: BulkFiles): string {
  const path = relative(process.cwd(), script) || script;
  return `${pluralize(nodes, 'node')} and ${pluralize(relationships, 'relationship')} are in files for an empty Neo4j database. Next:
  1. Stop the Neo4j server.
  2. On its machine: sh ${path}
     If the server has run before: sh ${path} --overwrite-destination, which deletes what its database holds.
     For the server of ascribe neo4j: NEO4J_ADMIN='npx ascribe neo4j admin' sh ${path}
  3. Start the server, then ascribe serve --store neo4j://…, which creates constraints and indexes.`;
}
