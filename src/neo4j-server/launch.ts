import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { AscribeError } from '../domain/errors.js';
import { type Home, writePidFile } from './home.js';
import type { Java } from './java.js';
import type { Release } from './releases.js';
import { adminArguments, serverArguments } from './server-config.js';

const execFileAsync = promisify(execFile);

/** What a server needs to run. */
export interface Runtime {
  readonly release: Release;
  readonly java: Java;
  readonly lib: string;
  readonly heap: string;
  /** Further arguments of Java. */
  readonly javaOptions: readonly string[];
}

/** Sets the initial password with neo4j-admin; it has an effect only before the first start. Throws STORE_UNAVAILABLE. */
export async function setInitialPassword(
  { java, lib }: Runtime,
  home: Home,
  password: string,
): Promise<void> {
  // A password on the command line shows in `ps`.
  const file = home.argumentsFile;
  writeFileSync(file, `dbms\nset-initial-password\n${password}\n`, { mode: 0o600 });
  try {
    await execFileAsync(java.command, adminArguments(lib, [`@${file}`]), {
      env: { ...process.env, NEO4J_HOME: home.path, NEO4J_CONF: home.confDir },
      timeout: 60_000,
    });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    throw new AscribeError(
      'STORE_UNAVAILABLE',
      `Neo4j did not accept its initial password: ${stderr.trim().split('\n')[0]?.slice(0, 300) || 'no reason given'}`,
      { cause: stderr },
    );
  } finally {
    rmSync(file, { force: true });
  }
}

/** Starts the server detached from this process and writes its PID file. */
export async function launchServer(
  { release, java, lib, heap, javaOptions }: Runtime,
  home: Home,
): Promise<number> {
  const log = openSync(home.consoleLog, 'w', 0o600);
  try {
    const child = spawn(java.command, serverArguments(release, java, lib, home, heap, javaOptions), {
      cwd: home.path,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
    });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      if (child.pid !== undefined) resolve(child.pid);
    });
    writePidFile(home, pid);
    child.unref();
    return pid;
  } catch (error) {
    throw new AscribeError('STORE_UNAVAILABLE', `${java.command} cannot run: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    closeSync(log);
  }
}
