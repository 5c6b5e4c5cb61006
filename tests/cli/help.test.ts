import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { backupCommand } from '#ascribe/cli/backup.js';
import { checkCommand } from '#ascribe/cli/check.js';
import { convertCommand } from '#ascribe/cli/convert.js';
import { eraseCommand } from '#ascribe/cli/erase.js';
import { exportCommand } from '#ascribe/cli/export.js';
import { importCommand } from '#ascribe/cli/import.js';
import { initCommand } from '#ascribe/cli/init.js';
import { keysCommand } from '#ascribe/cli/keys.js';
import { neo4jCommand } from '#ascribe/cli/neo4j.js';
import { policyCommand } from '#ascribe/cli/policy/policy.js';
import { restoreCommand } from '#ascribe/cli/restore.js';
import { schemaCommand } from '#ascribe/cli/schema.js';
import { serveCommand } from '#ascribe/cli/serve.js';

const withSubcommands = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];

const COMMANDS = [
  initCommand,
  serveCommand,
  importCommand,
  checkCommand,
  convertCommand,
  eraseCommand,
  exportCommand,
  backupCommand,
  restoreCommand,
  policyCommand,
  keysCommand,
  neo4jCommand,
  schemaCommand,
].flatMap((create) => withSubcommands(create()));

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
  return text;
}

describe('the help of each command', () => {
  it.each(COMMANDS.map((command) => [command.name(), command] as const))(
    '%s has an example',
    (name, command) => {
      expect(helpOf(command)).toMatch(new RegExp(`\\nExamples?:\\n(  \\$ .*\\n)*  \\$ .*ascribe .*${name}`));
    },
  );

  it.each(COMMANDS.map((command) => [command.name(), command] as const))(
    '%s describes itself and its options in sentences',
    (_name, command) => {
      const texts = [command, ...command.registeredArguments, ...command.options].map((part) =>
        typeof part.description === 'function' ? part.description() : part.description,
      );
      for (const text of texts) expect(text).toMatch(/^[A-Z`]?\w.*\.( \[.*\])?$/);
    },
  );
});
