import { AscribeError } from '../domain/errors.js';
import { findJars } from './jars.js';
import { findJava } from './java.js';
import { currentMachine, type Machine } from './machine.js';
import { DEFAULT_RELEASE_LINE, findRelease } from './releases.js';

/** One line that says what to install to run this version of Neo4j; undefined if nothing is missing. */
export async function unmetNeo4jRequirement(
  version: string = DEFAULT_RELEASE_LINE,
  machine: Machine = currentMachine(),
): Promise<string | undefined> {
  const release = findRelease(version);
  try {
    await findJava(release, machine);
    findJars(release, machine);
    return undefined;
  } catch (error) {
    if (error instanceof AscribeError) return error.message;
    throw error;
  }
}
