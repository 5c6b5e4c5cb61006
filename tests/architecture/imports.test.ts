import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { cyclesOf, imports, packages, sourceFiles, sourceOf } from './imports.js';

/** The modules that each module may import, besides itself. The longest matching folder counts. `app.ts` and `cli/` may import everything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  async: ['domain'],
  files: ['domain', 'async'],
  documents: ['domain'],
  'policy-files': ['domain', 'documents', 'files'],
  'ontology-files': ['domain', 'documents'],
  keys: ['domain', 'documents', 'files'],
  'neo4j-server': ['domain', 'files', 'async'],
  config: ['domain'],
  observability: ['domain', 'store/store.ts', 'store/decorate-store.ts', 'async'],
  store: ['domain', 'async', 'files', 'neo4j-server'],
  ingest: ['domain', 'documents', 'policy-files', 'store', 'files', 'async'],
  interchange: [
    'domain',
    'documents',
    'ingest/format',
    'ingest/run/temporary-database.ts',
    'store',
    'export',
    'files',
  ],
  export: ['domain', 'store', 'ingest', 'files', 'async'],
  backup: ['domain', 'documents', 'store', 'files', 'async', 'export', 'ingest'],
  queries: ['domain', 'store', 'async'],
  // It has only what every client has: the public GraphQL.
  web: [],
  api: [
    'domain',
    'interchange/export-formats.ts',
    'export/export-lines.ts',
    'queries',
    'ingest',
    'store',
    'documents',
    'policy-files',
    'keys',
    'observability',
    'async',
    'files',
  ],
};

const moduleOf = (file: string): string => (file === 'app.ts' ? file : (file.split('/')[0] ?? file));

test('no files import each other in a cycle', () => {
  expect(cyclesOf(imports)).toEqual([]);
});

test('finds a cycle of files', () => {
  expect(
    cyclesOf(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual([['b', 'c']]);
});

test('each module imports only the modules below it', () => {
  const upward: string[] = [];
  for (const [file, targets] of imports) {
    const allowed = MAY_IMPORT[moduleOf(file)];
    if (file === 'app.ts' || moduleOf(file) === 'cli') continue;
    expect(allowed, `no rule for src/${moduleOf(file)}/`).toBeDefined();
    for (const target of targets) {
      const own = moduleOf(target) === moduleOf(file);
      if (!own && !allowed?.some((name) => target === name || target.startsWith(`${name}/`))) {
        upward.push(`${file} imports ${target}`);
      }
    }
  }
  expect(upward).toEqual([]);
});

/** Small libraries that compute and do no I/O. */
const PURE_PACKAGES = ['any-ascii', 'fastest-levenshtein', 'node:crypto', 'tinyqueue'];

test('the domain imports only packages that compute', () => {
  const used = [...packages].filter(([file]) => moduleOf(file) === 'domain').flatMap(([, names]) => names);
  expect([...new Set(used)].sort()).toEqual(PURE_PACKAGES);
});

test('no folder holds more than 24 files', () => {
  const count = new Map<string, number>();
  for (const file of sourceFiles) count.set(dirname(file), (count.get(dirname(file)) ?? 0) + 1);
  expect([...count].filter(([, files]) => files > 24)).toEqual([]);
});

/** These read what belongs to the machine, not to ascribe: PATH, JAVA_HOME, and the environment of the processes they start. */
const MACHINE_ENVIRONMENT = [
  'neo4j-server/ephemeral.ts',
  'neo4j-server/launch.ts',
  'neo4j-server/machine.ts',
];

test('only config and cli read environment variables', () => {
  const readers = sourceFiles.filter((file) =>
    /\bprocess\.env\b|\{[^}]*\benv\b[^}]*\} = process\b/.test(sourceOf(file)),
  );
  const outside = readers.filter((file) => !['config', 'cli'].includes(moduleOf(file)));
  expect(outside.sort()).toEqual(MACHINE_ENVIRONMENT);
});
