import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createHome } from '#ascribe/neo4j-server/home.js';
import { ensureJars } from '#ascribe/neo4j-server/jars.js';
import { findJava } from '#ascribe/neo4j-server/java.js';
import { currentMachine } from '#ascribe/neo4j-server/machine.js';
import { DEFAULT_RELEASE_LINE, findRelease } from '#ascribe/neo4j-server/releases.js';
import { type Node, type Relationship, type Rows, readGraphRows } from './graph-rows.js';

const LIST_DELIMITER = '\u001f';

/** Copies an SQLite store to the home of a new Neo4j server with Neo4j's bulk importer, which takes minutes. Statements would take hours. */
export async function bulkImport(file: string, home: string, say: (line: string) => void): Promise<void> {
  const { nodes, relationships } = readGraphRows(file);
  const folder = join(home, 'rows');
  createHome(home);
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  const write = async <T>(
    kind: string,
    { name, rows }: Rows<T>,
    columns: (row: T) => Record<string, unknown>,
  ) => {
    const path = join(folder, `${name.replaceAll(' ', '-')}.csv`);
    const out = createWriteStream(path);
    let heads: string[] | undefined;
    for (const row of rows()) {
      const cells = columns(row);
      heads ??= Object.keys(cells);
      if (!out.bytesWritten && !out.writableLength) out.write(`${heads.map(columnHeader).join(',')}\n`);
      if (!out.write(`${heads.map((head) => csvCell(cells[head])).join(',')}\n`)) await once(out, 'drain');
    }
    out.end();
    await once(out, 'finish');
    if (heads !== undefined) files.push(`--${kind}=${path}`);
    say(`  ${name}`);
  };
  for (const rows of nodes)
    await write('nodes', rows, ({ properties, labels }: Node) => ({ ...properties, ':LABEL': labels }));
  for (const rows of relationships)
    await write('relationships', rows, ({ from, to, type, properties }: Relationship) => ({
      ':START_ID': from,
      ':END_ID': to,
      ':TYPE': type,
      ...properties,
    }));
  const machine = currentMachine();
  const release = findRelease(DEFAULT_RELEASE_LINE);
  const java = await findJava(release, machine);
  const lib = await ensureJars(release, java, machine, say);
  writeFileSync(join(home, 'conf', 'neo4j.conf'), '');
  await promisify(execFile)(
    java.command,
    [
      '-Xmx2g',
      '-cp',
      join(lib, '*'),
      'org.neo4j.cli.AdminTool',
      ...[
        'database',
        'import',
        'full',
        'neo4j',
        '--overwrite-destination',
        '--array-delimiter=U+001F',
        `--report-file=${join(home, 'report')}`,
      ],
      ...files,
    ],
    { env: { ...process.env, NEO4J_HOME: home, NEO4J_CONF: join(home, 'conf') }, maxBuffer: 1e8 },
  );
  rmSync(folder, { recursive: true });
}

const LONGS = [
  'confidence',
  'derivedConfidence',
  'statusRank',
  'confidenceKey',
  'credibility',
  'schema',
  'changes',
  'position',
  'number',
  'field',
  'start',
  'end',
  'dateStart',
  'dateEnd',
];
const BOOLEANS = ['contested', 'dated', 'dateIsLong', 'live', 'retractsDerived'];
const LISTS = ['aliases', 'identifiers', 'authors', 'assertedBy', 'articleIds'];

function columnHeader(name: string): string {
  if (name === 'id') return 'id:ID';
  if (LONGS.includes(name)) return `${name}:long`;
  if (BOOLEANS.includes(name)) return `${name}:boolean`;
  return LISTS.includes(name) ? `${name}:string[]` : name;
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = Array.isArray(value) ? value.join(LIST_DELIMITER) : String(value);
  return Array.isArray(value) && value.length === 0 ? '' : `"${text.replaceAll('"', '""')}"`;
}
