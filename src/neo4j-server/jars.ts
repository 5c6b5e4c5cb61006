import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AscribeError } from '../domain/errors.js';
import { withFileLock } from '../files/file-lock.js';
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
  if (isComplete(lib, release)) return { lib };
  const maven = findMaven(machine);
  if (maven !== undefined) return { lib, maven };
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `Neo4j ${release.version} is not in the cache yet, and Maven, which brings it, was not found: install it ` +
      '(apt install maven, brew install maven, sdk install maven) or point MAVEN_HOME to one.',
  );
}

/** The folder with the jars of a release: from the cache, else brought there by Maven, once. */
export async function ensureJars(
  release: Release,
  java: Java,
  machine: Machine,
  onProgress: (line: string) => void,
): Promise<string> {
  const { lib, maven } = findJars(release, machine);
  if (maven === undefined) return lib;
  const kept = dirname(lib);
  const cache = dirname(kept);
  await withFileLock(join(cache, `${release.version}.lock`), async () => {
    if (isComplete(lib, release)) return;
    onProgress(`Bringing Neo4j ${release.version} from Maven Central into ${kept}; this happens once.`);
    await downloadToCache(release, kept, (folder) =>
      copyNeo4jJars(maven, release.version, folder, dirname(dirname(java.command)), machine),
    );
  });
  return lib;
}

/** Fills a folder beside the final one and renames it: what bears the final name is always whole. */
async function downloadToCache(
  release: Release,
  releaseDir: string,
  download: (folder: string) => Promise<void>,
): Promise<void> {
  const cache = dirname(releaseDir);
  removeAbandonedDownloads(cache);
  const filling = join(cache, `.filling-${release.version}-${process.pid}`);
  rmSync(filling, { recursive: true, force: true });
  mkdirSync(filling, { recursive: true });
  try {
    await download(filling);
    if (!isComplete(join(filling, 'lib'), release)) {
      throw new AscribeError(
        'STORE_UNAVAILABLE',
        `Maven ended well but brought no Neo4j ${release.version}.`,
      );
    }
    moveIntoPlace(filling, releaseDir, release);
  } finally {
    rmSync(filling, { recursive: true, force: true });
  }
}

function moveIntoPlace(downloadDir: string, releaseDir: string, release: Release): void {
  if (existsSync(releaseDir) && !isComplete(join(releaseDir, 'lib'), release))
    rmSync(releaseDir, { recursive: true, force: true });
  try {
    renameSync(downloadDir, releaseDir);
  } catch (error) {
    // Another process was faster: its folder is as good as ours.
    if (!isComplete(join(releaseDir, 'lib'), release)) throw error;
  }
}

function removeAbandonedDownloads(cache: string): void {
  for (const name of readdirSync(cache)) {
    const pid = /^\.filling-.+-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isComplete(lib: string, release: Release): boolean {
  return existsSync(join(lib, `neo4j-${release.version}.jar`));
}
