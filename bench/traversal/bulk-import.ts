import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { programFile } from '#ascribe/files/program-file.js';
import { writeBulkFiles } from '#ascribe/store/neo4j/bulk/write-bulk-files.js';

/** Copies an SQLite store to the home of a new Neo4j server as `ascribe import --bulk` does, which takes minutes. Statements would take hours. */
export async function bulkImport(file: string, home: string, say: (line: string) => void): Promise<void> {
  const folder = join(home, 'rows');
  mkdirSync(folder, { recursive: true });
  const { script, nodes, relationships } = await writeBulkFiles(file, folder);
  say(`  ${nodes} nodes and ${relationships} relationships`);
  const NEO4J_ADMIN = `${process.execPath} ${fileURLToPath(programFile('bin/ascribe.js'))} neo4j admin`;
  const env = { ...process.env, NEO4J_ADMIN, ASCRIBE_NEO4J_HOME: home };
  await promisify(execFile)('sh', [script], { env, maxBuffer: 1e8 });
  rmSync(folder, { recursive: true });
}
