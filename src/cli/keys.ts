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
    .description('who may use the service: make keys, list and revoke them; a running service takes note')
    .addHelpText('after', EXAMPLES);

  keys
    .command('create')
    .description('make a key and print it, this once; only its SHA-256 is kept')
    .argument(
      '<name>',
      'who uses it: letters, digits, "_", "." or "-"; the analyst of what it writes',
      parseKeyName,
    )
    .addOption(
      new Option(
        '--role <role>',
        'read: ask, where keys are demanded; annotate: import too; analyse: retract and assess too; admin: everything',
      )
        .choices(KEY_ROLES)
        .makeOptionMandatory(),
    )
    .option(
      '--expires <date>',
      'from when it is refused: 2027-01-31 (its start, UTC) or 2027-01-31T12:00:00Z',
      parseFutureDate,
    )
    .addOption(keysFileOption())
    .action((name: string, options: CreateOptions) => create(name, options));

  keys
    .command('list')
    .description('name, role and state of each key')
    .addOption(keysFileOption())
    .action(({ keysFile }: KeysFileOptions) => list(readKeysFile(keysFile)));

  keys
    .command('revoke')
    .description('end a key for good')
    .argument('<name>', 'its name')
    .addOption(keysFileOption())
    .action((name: string, { keysFile }: KeysFileOptions) => revoke(name, readKeysFile(keysFile)));

  return keys;
}

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
    const old = keys.find((one) => one.name === name && one.revoked === null);
    if (old !== undefined && keyState(old) === 'good')
      throw new AscribeError(
        'DUPLICATE',
        `${path} has a key ${name} already; revoke it, or choose another name`,
      );
    // It stays, as what was written with it does; and as revoked, so that a name never has two keys that may be good.
    return [...keys.map((one) => (one === old ? { ...one, revoked: key.created } : one)), key];
  });
  // The key alone on stdout, for a script to take.
  process.stdout.write(`${secret}\n`);
  process.stderr.write(
    `The key of ${name} (${role}). It is shown this once: ${path} keeps only its SHA-256.\n`,
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
    const key = keys.find((one) => one.name === name && one.revoked === null);
    if (key === undefined)
      throw new AscribeError(
        'NOT_FOUND',
        `${path} has no key ${name} to revoke; ascribe keys list names them`,
      );
    return keys.map((one) => (one === key ? { ...one, revoked: new Date().toISOString() } : one));
  });
  process.stderr.write(`The key of ${name} is revoked.\n`);
}

function keyState({ revoked, expires }: StoredKey): 'good' | 'revoked' | 'expired' {
  if (revoked !== null) return 'revoked';
  return expires !== null && Date.parse(expires) <= Date.now() ? 'expired' : 'good';
}

function parseKeyName(text: string): string {
  if (KEY_NAME_PATTERN.test(text)) return text;
  throw new InvalidArgumentError('Expected 1 to 64 letters, digits, "_", "." or "-".');
}

function parseFutureDate(text: string): Date {
  const moment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (moment.getTime() > Date.now() && moment.toISOString().startsWith(text.slice(0, 10))) return moment;
  throw new InvalidArgumentError('Expected a date to come, such as 2027-01-31 or 2027-01-31T12:00:00Z.');
}
