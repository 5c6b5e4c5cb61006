import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AscribeError } from '../domain/errors.js';
import { withLock } from '../files/file-lock.js';
import { isAlive } from '../files/process-alive.js';
import type { Java } from './java.js';
import { cacheFolder, type Machine } from './machine.js';
import { copyNeo4jJars, findMaven } from './maven.js';
import type { Release } from './releases.js';

/** Where the jars of a release are, or how they can be brought there. */
export interface JarSource {
  readonly lib: string;
  /** The command to bring them with; absent where they are there. */
  readonly maven?: string;
}

/** Looks for the jars in the cache, else for Maven; without either, says what to install. */
export function findJars(release: Release, machine: Machine): JarSource {
  const lib = join(cacheFolder(machine), 'neo4j', release.version, 'lib');
  if (isWhole(lib, release)) return { lib };
  const maven = findMaven(machine);
  if (maven !== undefined) return { lib, maven };
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `Neo4j ${release.version} is not in the cache yet, and Maven, which brings it, was not found: install it ` +
      '(apt install maven, brew install maven, sdk install maven) or point MAVEN_HOME to one.',
  );
}

/** The folder with the jars of a release: from the cache, else brought there by Maven, once. */
export async function serverJars(
  release: Release,
  java: Java,
  machine: Machine,
  say: (line: string) => void,
): Promise<string> {
  const { lib, maven } = findJars(release, machine);
  if (maven === undefined) return lib;
  const kept = dirname(lib);
  const cache = dirname(kept);
  await withLock(join(cache, `${release.version}.lock`), async () => {
    if (isWhole(lib, release)) return;
    say(`Bringing Neo4j ${release.version} from Maven Central into ${kept}; this happens once.`);
    await fill(release, kept, (folder) =>
      copyNeo4jJars(maven, release.version, folder, dirname(dirname(java.command)), machine),
    );
  });
  return lib;
}

/** Fills a folder beside the final one and renames it: what bears the final name is always whole. */
async function fill(release: Release, kept: string, bring: (folder: string) => Promise<void>): Promise<void> {
  const cache = dirname(kept);
  removeLeftovers(cache);
  const filling = join(cache, `.filling-${release.version}-${process.pid}`);
  rmSync(filling, { recursive: true, force: true });
  mkdirSync(filling, { recursive: true });
  try {
    await bring(filling);
    if (!isWhole(join(filling, 'lib'), release)) {
      throw new AscribeError(
        'STORE_UNAVAILABLE',
        `Maven ended well but brought no Neo4j ${release.version}.`,
      );
    }
    rename(filling, kept, release);
  } finally {
    rmSync(filling, { recursive: true, force: true });
  }
}

function rename(filling: string, kept: string, release: Release): void {
  if (existsSync(kept) && !isWhole(join(kept, 'lib'), release))
    rmSync(kept, { recursive: true, force: true });
  try {
    renameSync(filling, kept);
  } catch (error) {
    // Another process was faster: its folder is as good as ours.
    if (!isWhole(join(kept, 'lib'), release)) throw error;
  }
}

function removeLeftovers(cache: string): void {
  for (const name of readdirSync(cache)) {
    const pid = /^\.filling-.+-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isWhole(lib: string, release: Release): boolean {
  return existsSync(join(lib, `neo4j-${release.version}.jar`));
}
