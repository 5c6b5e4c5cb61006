import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AscribeError } from '../domain/errors.js';
import { hasArgument } from './processes.js';

export const USERNAME = 'neo4j';

/** State kept from the last start. */
export interface HomeState {
  readonly line: string;
  readonly version: string;
  readonly boltPort: number;
  readonly httpPort?: number;
}

/** The files of a server's home that ascribe reads or writes. */
export interface Home {
  readonly path: string;
  readonly confDir: string;
  readonly confFile: string;
  readonly stateFile: string;
  readonly passwordFile: string;
  readonly pidFile: string;
  readonly lockFile: string;
  readonly argumentsFile: string;
  readonly consoleLog: string;
  readonly serverLog: string;
}

export function homeAt(folder: string): Home {
  // The real path, so that a home reached through a symbolic link is the same home.
  const path = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  return {
    path,
    confDir: join(path, 'conf'),
    confFile: join(path, 'conf', 'neo4j.conf'),
    stateFile: join(path, 'ascribe.json'),
    passwordFile: join(path, 'password'),
    pidFile: join(path, 'run', 'neo4j.pid'),
    lockFile: join(path, 'run', 'start.lock'),
    argumentsFile: join(path, 'run', 'arguments'),
    consoleLog: join(path, 'logs', 'console.log'),
    serverLog: join(path, 'logs', 'neo4j.log'),
  };
}

/** Creates the folders of a home, closed to other users. */
export function createHome(folder: string): Home {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const home = homeAt(folder);
  for (const name of ['conf', 'run', 'logs']) mkdirSync(join(home.path, name), { recursive: true });
  return home;
}

export function readState(home: Home): HomeState | undefined {
  try {
    return JSON.parse(readFileSync(home.stateFile, 'utf8')) as HomeState;
  } catch {
    return undefined;
  }
}

export function writeState(home: Home, state: HomeState): void {
  writeFileSync(home.stateFile, `${JSON.stringify(state, null, 2)}\n`);
}

/** Whether the server has run here before; the initial password then has no effect. */
export function hasData(home: Home): boolean {
  return existsSync(join(home.path, 'data', 'databases', 'system'));
}

/** The stored password, created on first use. Hexadecimal, because some files it passes through give other characters a meaning. */
export function ensurePassword(home: Home): string {
  const stored = readPassword(home);
  if (stored !== undefined) return stored;
  if (hasData(home)) {
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `${home.path} holds a database, but ${home.passwordFile} is missing: write the password of user ${USERNAME} to that file.`,
    );
  }
  const password = randomBytes(16).toString('hex');
  writeFileSync(home.passwordFile, `${password}\n`, { mode: 0o600 });
  return password;
}

export function readPassword(home: Home): string | undefined {
  try {
    return readFileSync(home.passwordFile, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The command-line argument that identifies the server process of this home. */
export function homeArgument(home: Home): string {
  return `--home-dir=${home.path}`;
}

/** The id of the running server process of this home. */
export function runningPid(home: Home): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(home.pidFile, 'utf8'), 10);
    return pid > 0 && hasArgument(pid, homeArgument(home)) ? pid : undefined;
  } catch {
    return undefined;
  }
}

export function writePidFile(home: Home, pid: number): void {
  writeFileSync(home.pidFile, `${pid}\n`);
}

export function removePidFile(home: Home): void {
  rmSync(home.pidFile, { force: true });
}
