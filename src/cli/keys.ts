import { Command, InvalidArgumentError, Option } from 'commander';
import { readKeysFile } from '../config/config.js';
import { AscribeError } from '../domain/errors.js';
import { generateKey, hashKey, KEY_NAME_PATTERN, KEY_ROLES, type KeyRole } from '../keys/api-key.js';
import { readKeyFile, type StoredKey, updateKeyFile } from '../keys/key-file.js';
import { keysFileOption } from './options.js';

interface KeysFileOptions {
  readonly keysFile?: string;
}

interface CreateOptions extends KeysFileOptions {
  readonly role: KeyRole;
  readonly expires?: Date;
}

/** `ascribe keys create|list|revoke` */
export function keysCommand(): Command {
  const keys = new Command('keys')
    .description('Create, list and revoke API keys. A running service applies changes within a second.')
    .addHelpText('after', EXAMPLES);

  keys
    .command('create')
    .description('Create a key and print it once; only its SHA-256 is stored.')
    .argument(
      '<name>',
      'User of the key: letters, digits, "_", "." or "-". What the key writes carries this name.',
      parseKeyName,
    )
    .addOption(
      new Option(
        '--role <role>',
        'read: query; annotate: also import; analyse: also retract and assess; admin: everything.',
      )
        .choices(KEY_ROLES)
        .makeOptionMandatory(),
    )
    .option(
      '--expires <date>',
      'When the key stops working: 2027-01-31 (00:00 UTC) or 2027-01-31T12:00:00Z.',
      parseFutureDate,
    )
    .addOption(keysFileOption())
    .addHelpText('after', CREATE_EXAMPLES)
    .action((name: string, options: CreateOptions) => create(name, options));

  keys
    .command('list')
    .description('List the name, role and state of each key.')
    .addOption(keysFileOption())
    .addHelpText('after', '\nExample:\n  $ ascribe keys list')
    .action(({ keysFile }: KeysFileOptions) => list(readKeysFile(keysFile)));

  keys
    .command('revoke')
    .description('Revoke a key permanently.')
    .argument('<name>', 'Name of the key.')
    .addOption(keysFileOption())
    .addHelpText('after', '\nExample:\n  $ ascribe keys revoke anna')
    .action((name: string, { keysFile }: KeysFileOptions) => revoke(name, readKeysFile(keysFile)));

  return keys;
}

const CREATE_EXAMPLES = `
Examples:
  $ ascribe keys create anna --role analyse --expires 2027-01-31
  $ KEY=$(ascribe keys create desk --role annotate)`;

const EXAMPLES = `
Examples:
  $ ascribe keys create anna --role analyse --expires 2027-01-31
  $ KEY=$(ascribe keys create desk --role annotate)
  $ ascribe keys revoke anna`;

async function create(name: string, { role, expires, keysFile }: CreateOptions): Promise<void> {
  const path = readKeysFile(keysFile);
  const secret = generateKey();
  const key: StoredKey = {
    name,
    role,
    sha256: hashKey(secret).toString('hex'),
    created: new Date().toISOString(),
    expires: expires?.toISOString() ?? null,
    revoked: null,
  };
  await updateKeyFile(path, (keys) => {
    const old = keys.find((candidate) => candidate.name === name && candidate.revoked === null);
    if (old !== undefined && keyState(old) === 'active')
      throw new AscribeError(
        'DUPLICATE',
        `${path} already has a key named ${name}; revoke it or choose another name`,
      );
    // The expired key stays on record, marked as revoked, so that a name has only one key that is not revoked.
    return [...keys.map((other) => (other === old ? { ...other, revoked: key.created } : other)), key];
  });
  // stdout has the key alone, for scripts.
  process.stdout.write(`${secret}\n`);
  process.stderr.write(
    `Created a key for ${name} (${role}). It is not shown again: ${path} stores only its SHA-256.\n`,
  );
}

function list(path: string): void {
  const keys = readKeyFile(path);
  const rows = [
    ['NAME', 'ROLE', 'STATE', 'CREATED', 'EXPIRES'],
    ...keys.map((key) => [key.name, key.role, keyState(key), key.created, key.expires ?? 'never']),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}

async function revoke(name: string, path: string): Promise<void> {
  await updateKeyFile(path, (keys) => {
    const key = keys.find((candidate) => candidate.name === name && candidate.revoked === null);
    if (key === undefined)
      throw new AscribeError(
        'NOT_FOUND',
        `${path} has no active key named ${name}; ascribe keys list shows the keys`,
      );
    return keys.map((other) => (other === key ? { ...other, revoked: new Date().toISOString() } : other));
  });
  process.stderr.write(`Revoked the key of ${name}.\n`);
}

function keyState({ revoked, expires }: StoredKey): 'active' | 'revoked' | 'expired' {
  if (revoked !== null) return 'revoked';
  return expires !== null && Date.parse(expires) <= Date.now() ? 'expired' : 'active';
}

function parseKeyName(text: string): string {
  if (KEY_NAME_PATTERN.test(text)) return text;
  throw new InvalidArgumentError('Expected 1 to 64 letters, digits, "_", "." or "-".');
}

function parseFutureDate(text: string): Date {
  const date = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (date.getTime() > Date.now() && date.toISOString().startsWith(text.slice(0, 10))) return date;
  throw new InvalidArgumentError('Expected a future date, such as 2027-01-31 or 2027-01-31T12:00:00Z.');
}
