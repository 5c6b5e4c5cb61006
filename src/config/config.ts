import type { z } from 'zod';
import { AscribeError } from '../domain/errors.js';
import { SETTINGS, type Setting } from './settings.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The value of a command line option: a text, a flag, or a list. */
type OptionValue = string | boolean | readonly string[];
type Options<Group> = { readonly [Name in keyof Group]?: OptionValue };
type Values<Group extends Readonly<Record<string, Setting>>> = {
  readonly [Name in keyof Group]: z.output<Group[Name]['schema']>;
};

type Groups = typeof SETTINGS;
export type ServeOptions = Options<Groups['service'] & Groups['access']>;

/** The store and how to reach it. */
export interface StoreConfig {
  readonly store: string;
  readonly neo4j: Values<Groups['neo4j']>;
}

/** The settings of `ascribe serve`. */
export interface Config extends Values<Groups['service']>, Values<Groups['access']>, StoreConfig {
  readonly limits: Values<Groups['limits']>;
}

/** Options count before environment variables, those before defaults. Throws BAD_CONFIGURATION. */
export function readConfig(options: ServeOptions = {}, env: Environment = process.env): Config {
  const config = {
    ...readGroup(SETTINGS.service, options, env),
    ...readGroup(SETTINGS.access, options, env),
    limits: readGroup(SETTINGS.limits, {}, env),
    neo4j: readGroup(SETTINGS.neo4j, {}, env),
  };
  if (config.onlyPersisted && config.persistedOperations === undefined)
    throw new AscribeError(
      'BAD_CONFIGURATION',
      'only persisted operations may run, but none are given; expected --persisted-operations or ASCRIBE_PERSISTED_OPERATIONS',
    );
  return config;
}

/** The settings of commands that open a store. Throws BAD_CONFIGURATION. */
export function readStoreConfig(store?: string, env: Environment = process.env): StoreConfig {
  return {
    store: readSetting(SETTINGS.service.store, store, env),
    neo4j: readGroup(SETTINGS.neo4j, {}, env),
  };
}

/** The files with the words of users, for commands that read documents or open a store. */
export function readOntologyPaths(
  option?: readonly string[],
  env: Environment = process.env,
): readonly string[] {
  return readSetting(SETTINGS.service.ontology, option, env);
}

/** The settings of `ascribe import` and `ascribe check`. Throws BAD_CONFIGURATION. */
export function readImportConfig(
  options: Options<Groups['imports']> = {},
  env: Environment = process.env,
): Values<Groups['imports']> {
  return readGroup(SETTINGS.imports, options, env);
}

/** Where `ascribe keys` stores API keys. */
export function readKeysFile(option?: string, env: Environment = process.env): string {
  return readSetting(SETTINGS.access.keysFile, option, env);
}

/** The folder of the server that `ascribe neo4j` runs. */
export function readNeo4jHome(option?: string, env: Environment = process.env): string {
  return readSetting(SETTINGS.neo4j.home, option, env);
}

function readGroup<Group extends Readonly<Record<string, Setting>>>(
  group: Group,
  options: Options<Group>,
  env: Environment,
): Values<Group> {
  const entries = Object.entries(group).map(([name, setting]) => [
    name,
    readSetting(setting, options[name], env),
  ]);
  return Object.fromEntries(entries) as Values<Group>;
}

function readSetting<S extends Setting>(
  setting: S,
  option: OptionValue | undefined,
  env: Environment,
): z.output<S['schema']> {
  const { name, value } = findValue(setting, option, env);
  const result = setting.schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data as z.output<S['schema']>;
  const [issue] = result.error.issues;
  // An issue with a path concerns one entry of a list.
  const found = issue?.path.length ? `has "${issue.input}"` : `is "${value}"`;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `${name} ${setting.secret ? 'is invalid' : found}; expected ${setting.schema.description}`,
  );
}

function findValue(
  setting: Setting,
  option: OptionValue | undefined,
  env: Environment,
): { readonly name: string; readonly value: OptionValue | undefined } {
  const isList = setting.default === '';
  // An empty list on the command line overrides the variable.
  const given = typeof option === 'string' && !isList ? nonEmpty(option) : option;
  if (given !== undefined)
    return { name: optionName(setting), value: typeof given === 'boolean' ? String(given) : given };
  for (const name of setting.variables) {
    const value = setting.secret ? env[name] || undefined : nonEmpty(env[name]);
    if (value !== undefined) return { name, value };
  }
  return { name: setting.variables.join(' or '), value: setting.default };
}

const optionName = ({ option = '' }: Setting): string => option.split(' ', 1)[0] as string;

/** An empty variable counts as not set: `docker compose` passes those. */
function nonEmpty(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}
