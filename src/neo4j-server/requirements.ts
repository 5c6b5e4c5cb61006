import { AscribeError } from '../domain/errors.js';
import { findJars } from './jars.js';
import { findJava } from './java.js';
import { type Machine, thisMachine } from './machine.js';
import { DEFAULT_LINE, releaseOf } from './releases.js';

/** Why this machine cannot run a Neo4j of this version, in one line that says what to install; nothing if it can. */
export async function missingForNeo4j(
  version: string = DEFAULT_LINE,
  machine: Machine = thisMachine(),
): Promise<string | undefined> {
  const release = releaseOf(version);
  try {
    await findJava(release, machine);
    findJars(release, machine);
    return undefined;
  } catch (error) {
    if (error instanceof AscribeError) return error.message;
    throw error;
  }
}
