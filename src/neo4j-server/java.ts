import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AscribeError } from '../domain/errors.js';
import { type Machine, pathFolders } from './machine.js';
import type { Release } from './releases.js';

const execFileAsync = promisify(execFile);

/** A Java installation that runs. */
export interface Java {
  readonly command: string;
  readonly major: number;
}

/** The first Java that the release supports: `JAVA_HOME`, `PATH`, then the usual folders of JDKs. Throws BAD_CONFIGURATION. */
export async function findJava(release: Release, machine: Machine): Promise<Java> {
  const unfit: string[] = [];
  for await (const command of javaCandidates(release, machine)) {
    const major = await javaMajorVersion(command);
    if (major === undefined) continue;
    if (major >= release.java.min && major <= (release.java.max ?? Number.POSITIVE_INFINITY)) {
      return { command, major };
    }
    unfit.push(`${major} at ${command}`);
  }
  const { min, max } = release.java;
  const wanted = max === undefined ? `Java ${min} or newer` : `Java ${min} to ${max}`;
  const found = unfit.length === 0 ? 'none was found' : `found only ${[...new Set(unfit)].join(', ')}`;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `Neo4j ${release.version} needs ${wanted}, and ${found}: install a JDK (apt install default-jre-headless, ` +
      'brew install openjdk@21, sdk install java, or adoptium.net), or set JAVA_HOME.',
  );
}

async function* javaCandidates(release: Release, machine: Machine): AsyncGenerator<string> {
  const java = machine.platform === 'win32' ? 'java.exe' : 'java';
  if (machine.env.JAVA_HOME) yield join(machine.env.JAVA_HOME, 'bin', java);
  for (const folder of pathFolders(machine)) yield join(folder, java);
  if (machine.platform === 'darwin') {
    const home = await macJavaHome(release.java.min);
    if (home) yield join(home, 'bin', java);
  }
  for (const folder of machine.jdkFolders) {
    for (const name of childFolders(folder)) {
      yield join(folder, name, 'bin', java);
      if (machine.platform === 'darwin') yield join(folder, name, 'Contents', 'Home', 'bin', java);
    }
  }
}

async function macJavaHome(min: number): Promise<string | undefined> {
  try {
    return (await execFileAsync('/usr/libexec/java_home', ['-v', `${min}+`])).stdout.trim();
  } catch {
    return undefined;
  }
}

function childFolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Runs it: folder names are unreliable, and a broken installation must not be chosen. */
async function javaMajorVersion(command: string): Promise<number | undefined> {
  try {
    const { stderr, stdout } = await execFileAsync(command, ['-version'], { timeout: 20_000 });
    const major = /version "(?:1\.)?(\d+)/.exec(stderr + stdout)?.[1];
    return major === undefined ? undefined : Number(major);
  } catch {
    return undefined;
  }
}
