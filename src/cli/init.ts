import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
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
const TABLE_TEMPLATE = fileURLToPath(programFile('../examples/table'));
const TABLE = fileURLToPath(programFile('../mappings/claims-table.csv'));
/** By it, spreadsheet programs know that a file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** `ascribe init FOLDER` */
export function initCommand(): Command {
  return new Command('init')
    .description(
      'Make a folder for annotated articles: an explained example, the JSON Schema for editors, and a README.',
    )
    .argument('<folder>', 'The folder; it must be empty or not exist.')
    .option('--table', 'Instead: a spreadsheet to fill in, one quote a row, for ascribe convert.')
    .addOption(ontologyOption())
    .addHelpText('after', EXAMPLES)
    .action((folder: string, { table }: { readonly table?: boolean }) =>
      table ? makeFolder(folder, writeTable) : makeFolder(folder, writeTemplate),
    );
}

const EXAMPLES = `
With --ontology, the JSON Schema has your own words too.

Examples:
  $ ascribe init annotations
  $ ascribe init claims --table
  $ ascribe check annotations/articles --lint`;

/** Throws BAD_CONFIGURATION if the folder has files or cannot be written. */
async function makeFolder(
  folder: string,
  /** Returns what the user should do next. */
  fill: (folder: string) => Promise<string>,
): Promise<void> {
  let next: string;
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0)
      throw new AscribeError(
        'BAD_CONFIGURATION',
        `${folder} is not empty; expected a new folder or an empty one`,
      );
    next = await fill(folder);
  } catch (error) {
    if (error instanceof AscribeError) throw error;
    throw toWriteError(folder, error);
  }
  process.stdout.write(`${folder}: ${next}\n`);
}

async function writeTemplate(folder: string): Promise<string> {
  await cp(TEMPLATE, folder, { recursive: true });
  await writeFile(
    join(folder, 'annotated-article.schema.json'),
    `${JSON.stringify(documentJsonSchema(), null, 2)}\n`,
  );
  return 'read README.md, then change articles/example.yaml';
}

async function writeTable(folder: string): Promise<string> {
  await cp(TABLE_TEMPLATE, folder, { recursive: true });
  await writeFile(join(folder, 'claims.csv'), `${BYTE_ORDER_MARK}${await readFile(TABLE, 'utf8')}`);
  return 'read README.md, then fill in claims.csv';
}
