import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { AscribeError } from '../domain/errors.js';
import { programFile } from '../files/program-file.js';
import { toWriteError } from '../files/write-error.js';
import { documentJsonSchema } from '../ingest/format/json-schema.js';
import { ontologyOption } from './options.js';

/** What a new folder starts with; it ships with the program. */
const TEMPLATE = fileURLToPath(programFile('../examples/template'));

/** `ascribe init FOLDER` */
export function initCommand(): Command {
  return new Command('init')
    .description(
      'Make a folder for annotated articles: an explained example, the JSON Schema for editors, and a README.',
    )
    .argument('<folder>', 'The folder; it must be empty or not exist.')
    .addOption(ontologyOption())
    .addHelpText('after', EXAMPLES)
    .action(makeFolder);
}

const EXAMPLES = `
With --ontology, the JSON Schema has your own words too.

Examples:
  $ ascribe init annotations
  $ ascribe check annotations/articles --lint`;

/** Throws BAD_CONFIGURATION if the folder has files or cannot be written. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0)
      throw new AscribeError(
        'BAD_CONFIGURATION',
        `${folder} is not empty; expected a new folder or an empty one`,
      );
    await cp(TEMPLATE, folder, { recursive: true });
    await writeFile(
      join(folder, 'annotated-article.schema.json'),
      `${JSON.stringify(documentJsonSchema(), null, 2)}\n`,
    );
  } catch (error) {
    if (error instanceof AscribeError) throw error;
    throw toWriteError(folder, error);
  }
  process.stdout.write(`${folder}: read README.md, then change articles/example.yaml\n`);
}
