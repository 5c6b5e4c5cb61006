import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { AscribeError } from '../domain/errors.js';
import { createHome, homeAt } from './home.js';
import { ensureJars } from './jars.js';
import { findJava } from './java.js';
import { currentMachine } from './machine.js';
import { adminArguments } from './server-config.js';
import { chooseRelease, type StartOptions } from './start.js';

export type AdminOptions = Pick<StartOptions, 'home' | 'version' | 'machine' | 'onProgress'>;

/**
 * Runs `neo4j-admin`, which belongs to the server, on the data of a home, with these arguments. It shares the streams of this process.
 * Returns its exit code. Throws BAD_CONFIGURATION and STORE_UNAVAILABLE.
 */
export async function runAdmin(args: readonly string[], options: AdminOptions): Promise<number> {
  const machine = options.machine ?? currentMachine();
  const release = chooseRelease(options, homeAt(options.home));
  const java = await findJava(release, machine);
  const lib = await ensureJars(release, java, machine, options.onProgress ?? (() => {}));
  const home = createHome(options.home);
  if (!existsSync(home.confFile)) writeFileSync(home.confFile, '');
  const child = spawn(java.command, adminArguments(lib, args), {
    env: { ...machine.env, NEO4J_HOME: home.path, NEO4J_CONF: home.confDir },
    stdio: 'inherit',
    windowsHide: true,
  });
  try {
    const [code] = await once(child, 'exit');
    return (code as number | null) ?? 1;
  } catch (error) {
    throw new AscribeError('STORE_UNAVAILABLE', `${java.command} cannot run: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
