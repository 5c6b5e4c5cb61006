/**
 * Writes the operations of src/web/api/operations.graphql, minified, and their types by the schema to src/web/api/generated.ts. Run by
 * `npm run docs`; a test compares the two. Throws if an operation does not fit the schema.
 *
 *   node docs/generate-web-types.mjs --check     exit code 1 if the file is out of date
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { parse, print, printSchema, stripIgnoredCharacters, validate, visit } from 'graphql';
import { buildSchema } from '#ascribe/api/schema.js';

const SOURCE = new URL('../src/web/api/operations.graphql', import.meta.url);
const TARGET = new URL('../src/web/api/generated.ts', import.meta.url);

const schema = buildSchema();
// Descriptions of operations are for readers of the file, not for servers.
const document = visit(parse(readFileSync(SOURCE, 'utf8')), {
  OperationDefinition: ({ description, ...operation }) => operation,
});
const problems = validate(schema, document);
if (problems.length > 0) throw new Error(problems.map(String).join('\n\n'));

const types = await codegen({
  filename: 'generated.ts',
  schema: parse(printSchema(schema)),
  documents: [{ document, location: 'operations.graphql' }],
  config: {
    immutableTypes: true,
    skipTypename: true,
    // One type for all kinds of entity: their fields are those of the interface.
    mergeFragmentTypes: true,
    scalars: { EDTF: 'string', DateTime: 'string', ID: 'string' },
  },
  plugins: [{ typescriptOperations: {} }],
  pluginMap: { typescriptOperations },
});

const fragments = new Map(
  document.definitions.flatMap((definition) =>
    definition.kind === 'FragmentDefinition' ? [[definition.name.value, definition]] : [],
  ),
);

/** The operation with the fragments that it needs. */
function textOf(operation) {
  const needed = new Set();
  const collect = (node) =>
    visit(node, {
      FragmentSpread: ({ name }) => {
        if (needed.has(name.value)) return;
        needed.add(name.value);
        collect(fragments.get(name.value));
      },
    });
  collect(operation);
  const definitions = [operation, ...[...needed].sort().map((name) => fragments.get(name))];
  return stripIgnoredCharacters(definitions.map(print).join('\n'));
}

const operations = document.definitions.filter(({ kind }) => kind === 'OperationDefinition');
const documents = operations.map((operation) => {
  const name = operation.name.value;
  return `export const ${name}Document = ${JSON.stringify(textOf(operation))} as Operation<${name}Query, ${name}QueryVariables>;\n`;
});
const text = `// Generated from operations.graphql and the schema by npm run docs.
/** The text of an operation, with the types of its result and its variables. */
export type Operation<Result, Variables> = string & { readonly __types?: (variables: Variables) => Result };

${types}
${documents.join('')}`;

if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') === text) process.exit(0);
  console.error('src/web/api/generated.ts is out of date: npm run docs');
  process.exit(1);
}
writeFileSync(TARGET, text);
