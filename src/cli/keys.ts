import { Command, InvalidArgumentError, Option } from 'commander';
import { keysFileLocation } from '../config/access.js';
import { AscribeError } from '../domain/errors.js';
import { digestOf, KEY_NAME, KEY_ROLES, type KeyRole, newSecret } from '../keys/api-key.js';
import { changeKeyFile, type KeptKey, readKeyFile } from '../keys/key-file.js';

interface FileOptions {
  readonly keysFile?: string;
}

interface NewKey extends FileOptions {
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
      keyName,
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
      future,
    )
    .addOption(fileOption())
    .action((name: string, options: NewKey) => create(name, options));

  keys
    .command('list')
    .description('name, role and state of each key')
    .addOption(fileOption())
    .action(({ keysFile }: FileOptions) => list(keysFileLocation(keysFile)));

  keys
    .command('revoke')
    .description('end a key for good')
    .argument('<name>', 'its name')
    .addOption(fileOption())
    .action((name: string, { keysFile }: FileOptions) => revoke(name, keysFileLocation(keysFile)));

  return keys;
}

const EXAMPLES = `
Examples:
  $ ascribe keys create anna --role analyse --expires 2027-01-31
  $ KEY=$(ascribe keys create desk --role annotate)
  $ ascribe keys revoke anna`;

const fileOption = (): Option =>
  new Option('--keys-file <file>', 'where keys are kept [ASCRIBE_KEYS_FILE; ./data/keys.json]');

async function create(name: string, { role, expires, keysFile }: NewKey): Promise<void> {
  const path = keysFileLocation(keysFile);
  const secret = newSecret();
  const key: KeptKey = {
    name,
    role,
    sha256: digestOf(secret).toString('hex'),
    created: new Date().toISOString(),
    expires: expires?.toISOString() ?? null,
    revoked: null,
  };
  await changeKeyFile(path, (keys) => {
    const old = keys.find((one) => one.name === name && one.revoked === null);
    if (old !== undefined && stateOf(old) === 'good')
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
    ...keys.map((key) => [key.name, key.role, stateOf(key), key.created, key.expires ?? 'never']),
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
  await changeKeyFile(path, (keys) => {
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

function stateOf({ revoked, expires }: KeptKey): 'good' | 'revoked' | 'expired' {
  if (revoked !== null) return 'revoked';
  return expires !== null && Date.parse(expires) <= Date.now() ? 'expired' : 'good';
}

function keyName(text: string): string {
  if (KEY_NAME.test(text)) return text;
  throw new InvalidArgumentError('Expected 1 to 64 letters, digits, "_", "." or "-".');
}

function future(text: string): Date {
  const moment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (moment.getTime() > Date.now() && moment.toISOString().startsWith(text.slice(0, 10))) return moment;
  throw new InvalidArgumentError('Expected a date to come, such as 2027-01-31 or 2027-01-31T12:00:00Z.');
}
