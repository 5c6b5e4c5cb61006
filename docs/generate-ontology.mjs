/**
 * Writes the vocabulary of ontology/ascribe.yaml to src/domain/ontology/built-in.ts, so that its words are types and reading it
 * takes no file. Run by `npm run ontology`; a test compares the two.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import { parseOntology } from '#ascribe/ontology-files/parse-ontology.js';

const source = new URL('../ontology/ascribe.yaml', import.meta.url);
const { table, problems } = parseOntology(readFileSync(source, 'utf8'), 'ontology/ascribe.yaml');
if (table === null) {
  for (const problem of problems) console.error(formatDiagnostic(problem));
  process.exit(1);
}
writeFileSync(
  new URL('../src/domain/ontology/built-in.ts', import.meta.url),
  `// Generated from ontology/ascribe.yaml by npm run ontology.
import type { OntologyTable } from './table.js';

export const BUILT_IN_ONTOLOGY = ${JSON.stringify(table, null, 2)} as const satisfies OntologyTable;
`,
);
