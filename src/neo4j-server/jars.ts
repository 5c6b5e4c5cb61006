import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AscribeError } from '../domain/errors.js';
import { withFileLock } from '../files/file-lock.js';
import { isAlive } from '../files/process-alive.js';
import type { Java } from './java.js';
import { cacheFolder, type Machine } from './machine.js';
import { copyNeo4jJars, findMaven } from './maven.js';
import type { Release } from './releases.js';

/** Where the jars of a release are, or how to download them. */
interface JarSource {
  readonly lib: string;
  /** The Maven command that downloads them; absent if they are there. */
  readonly maven?: string;
}

/** A download takes minutes; doing it twice does no harm. */
const DOWNLOAD_LOCK = { timeoutMs: 15 * 60_000, takeOver: true };

/** Finds the jars in the cache, or Maven. Throws BAD_CONFIGURATION, which says what to install, if there is neither. */
export function findJars(release: Release, machine: Machine): JarSource {
  const lib = join(cacheFolder(machine), 'neo4j', release.version, 'lib');
  if (isComplete(lib, release)) return { lib };
  const maven = findMaven(machine);
  if (maven !== undefined) return { lib, maven };
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `Neo4j ${release.version} is not in the cache, and Maven, which downloads it, was not found: install Maven ` +
      '(apt install maven, brew install maven, sdk install maven) or set MAVEN_HOME.',
  );
}

/** The folder with the jars of a release, downloaded once with Maven. */
export async function ensureJars(
  release: Release,
  java: Java,
  machine: Machine,
  onProgress: (line: string) => void,
): Promise<string> {
  const { lib, maven } = findJars(release, machine);
  if (maven === undefined) return lib;
  const releaseDir = dirname(lib);
  const cache = dirname(releaseDir);
  await withFileLock(join(cache, `${release.version}.lock`), DOWNLOAD_LOCK, async () => {
    if (isComplete(lib, release)) return;
    onProgress(
      `Downloading Neo4j ${release.version} from Maven Central to ${releaseDir}; this happens once.`,
    );
    await downloadToCache(release, releaseDir, (folder) =>
      copyNeo4jJars(maven, release.version, folder, dirname(dirname(java.command)), machine),
    );
  });
  return lib;
}

/** Downloads to a folder beside the final one and renames it, so the final folder is always complete. */
async function downloadToCache(
  release: Release,
  releaseDir: string,
  download: (folder: string) => Promise<void>,
): Promise<void> {
  const cache = dirname(releaseDir);
  removeAbandonedDownloads(cache);
  const downloadDir = join(cache, `.download-${release.version}-${process.pid}`);
  rmSync(downloadDir, { recursive: true, force: true });
  mkdirSync(downloadDir, { recursive: true });
  try {
    await download(downloadDir);
    if (!isComplete(join(downloadDir, 'lib'), release)) {
      throw new AscribeError(
        'STORE_UNAVAILABLE',
        `Maven succeeded but did not download Neo4j ${release.version}.`,
      );
    }
    moveIntoPlace(downloadDir, releaseDir, release);
  } finally {
    rmSync(downloadDir, { recursive: true, force: true });
  }
}

function moveIntoPlace(downloadDir: string, releaseDir: string, release: Release): void {
  if (existsSync(releaseDir) && !isComplete(join(releaseDir, 'lib'), release))
    rmSync(releaseDir, { recursive: true, force: true });
  try {
    renameSync(downloadDir, releaseDir);
  } catch (error) {
    // Another process was faster; its folder is complete too.
    if (!isComplete(join(releaseDir, 'lib'), release)) throw error;
  }
}

function removeAbandonedDownloads(cache: string): void {
  for (const name of readdirSync(cache)) {
    const pid = /^\.download-.+-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isComplete(lib: string, release: Release): boolean {
  return existsSync(join(lib, `neo4j-${release.version}.jar`));
}
