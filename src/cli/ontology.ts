import { Command } from 'commander';
import { formatDiagnostic } from '../documents/diagnostic.js';
import { BUILT_IN_ONTOLOGY } from '../domain/ontology/built-in.js';
import { ATTRIBUTE_FAMILY, joinWords, type OntologyWords } from '../domain/ontology/table.js';
import { addWords } from '../domain/ontology.js';
import { pluralize } from '../domain/pluralize.js';
import { writeShapes } from '../interchange/rdf/shapes.js';
import { diffWords, ontologyToYaml } from '../ontology-files/describe-words.js';
import { readOntologyFiles } from '../ontology-files/read-ontology-files.js';

/** `ascribe ontology check|show|shapes|diff` */
export function ontologyCommand(): Command {
  const ontology = new Command('ontology')
    .description('Check, show or compare ontology files: predicates, attributes and terms of your own.')
    .addHelpText('after', EXAMPLES);

  ontology
    .command('check')
    .description('Check files that are used together, in this order. Exit code 1 if they have mistakes.')
    .argument('<files...>', 'Ontology files in YAML or JSON.')
    .action((files: readonly string[]) => {
      const words = readWords(files);
      if (words !== null) process.stdout.write(`${files.join(', ')}: ${countWords(words)}\n`);
    });

  ontology
    .command('show')
    .description('Print the vocabulary of ascribe as YAML, with the words of these files.')
    .argument('[files...]', 'Ontology files in YAML or JSON.')
    .action((files: readonly string[]) => {
      const words = readWords(files);
      if (words !== null)
        process.stdout.write(
          ontologyToYaml({ ...BUILT_IN_ONTOLOGY, ...joinWords(BUILT_IN_ONTOLOGY, words) }),
        );
    });

  ontology
    .command('shapes')
    .description('Print SHACL shapes that check an export to TriG or JSON-LD, with the words of these files.')
    .argument('[files...]', 'Ontology files in YAML or JSON.')
    .action((files: readonly string[]) => {
      const words = readWords(files);
      if (words === null) return;
      addWords(words);
      process.stdout.write(writeShapes());
    });

  ontology
    .command('diff')
    .description('List the words that a file adds to those of ascribe, or its differences from another file.')
    .argument('<file>', 'Ontology file in YAML or JSON.')
    .argument('[other]', 'The file to compare it with.')
    .action((file: string, other: string | undefined) => {
      const after = readWords([file]);
      const before = readWords(other === undefined ? [] : [other]);
      if (after === null || before === null) return;
      for (const line of diffWords(before, after)) process.stdout.write(`${line}\n`);
    });

  return ontology;
}

const EXAMPLES = `
Pass the files to the other commands with --ontology FILE, or in ASCRIBE_ONTOLOGY. A store remembers the words it was written with.

Examples:
  $ ascribe ontology check river-desk.yaml
  $ ascribe ontology show river-desk.yaml
  $ ascribe ontology diff river-desk.yaml river-desk-2030.yaml
  $ ascribe import annotations --ontology river-desk.yaml`;

/** The words of the files; null, with the mistakes on stderr and exit code 1, if they have mistakes. */
function readWords(files: readonly string[]): OntologyWords | null {
  const result = readOntologyFiles(files);
  if (result.table !== null) return result.table;
  for (const problem of result.problems) process.stderr.write(`${formatDiagnostic(problem)}\n`);
  process.exitCode = 1;
  return null;
}

function countWords({ predicates, terms }: OntologyWords): string {
  const rows = Object.values(predicates);
  const attributes = rows.filter(({ family }) => family === ATTRIBUTE_FAMILY).length;
  return [
    pluralize(rows.length - attributes, 'predicate'),
    pluralize(attributes, 'attribute'),
    pluralize(Object.values(terms).flatMap((rows) => Object.keys(rows)).length, 'term'),
  ].join(', ');
}
