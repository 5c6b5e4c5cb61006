import { copyFileSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeFolder } from '../remove-folder.js';

const require = createRequire(import.meta.url);
const { ESLint } = require('eslint');
const plugin = require('@graphql-eslint/eslint-plugin');

/** Rules that are turned off, with the reason. */
const OFF: Readonly<Record<string, string>> = {
  'no-typename-prefix':
    'It compares letters only: it refuses State.statements, and the list paths of the type Paths.',
  'strict-id-in-types':
    'Only records have an id. Caches would merge other types by it, although their content depends on the query.',
};

/** Rules of Relay that are on as well. */
const RELAY = ['relay-connection-types', 'relay-page-info'];

interface Message {
  readonly ruleId: string | null;
  readonly line?: number;
  readonly message: string;
}

/** Lints the SDL that `ascribe schema` prints with these rules. */
type Lint = (rules: Readonly<Record<string, unknown>>) => Promise<readonly Message[]>;

let folder: string;
let lint: Lint;
let recommended: Readonly<Record<string, unknown>>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-lint-'));
  const schema = join(folder, 'schema.graphql');
  copyFileSync('dist/schema.graphql', schema);
  recommended = plugin.configs['flat/schema-recommended'].rules;
  lint = async (rules) => {
    const config = {
      files: ['**/*.graphql'],
      languageOptions: { parser: plugin.parser, parserOptions: { graphQLConfig: { schema } } },
      plugins: { '@graphql-eslint': plugin },
      rules,
    };
    const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: [config] });
    const [result] = await eslint.lintFiles(['schema.graphql']);
    return result?.messages ?? [];
  };
});
afterAll(() => removeFolder(folder));

const named = (rule: string) => `@graphql-eslint/${rule}`;

it("the schema keeps to @graphql-eslint's recommended rules for schemas, but for those that are named", async () => {
  expect(Object.keys(recommended).length).toBeGreaterThan(15);
  const off = Object.fromEntries(Object.keys(OFF).map((rule) => [named(rule), 'off']));
  const relay = Object.fromEntries(RELAY.map((rule) => [named(rule), 'error']));
  expect(await lint({ ...recommended, ...relay, ...off })).toEqual([]);
});

it('each rule that is turned off would report something, so that none is off without need', async () => {
  const rules = Object.fromEntries(Object.keys(OFF).map((rule) => [named(rule), recommended[named(rule)]]));
  const reported = new Set((await lint(rules)).map(({ ruleId }) => ruleId));
  expect([...reported].sort()).toEqual(Object.keys(OFF).map(named).sort());
});
