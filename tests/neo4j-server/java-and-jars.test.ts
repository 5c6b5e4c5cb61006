import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '#ascribe/neo4j-server/index.js';
import { ensureJars } from '#ascribe/neo4j-server/jars.js';
import { findJava } from '#ascribe/neo4j-server/java.js';
import { cacheFolder, type Machine } from '#ascribe/neo4j-server/machine.js';
import { findRelease } from '#ascribe/neo4j-server/releases.js';
import { removeFolder } from '../remove-folder.js';

const bareMachine: Machine = { platform: 'linux', env: { PATH: '' }, userHome: '/home/ada', jdkFolders: [] };
const lts = findRelease('5.26');
const noLog = () => {};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascribe-machine-'));
});
afterEach(() => removeFolder(folder));

describe('a machine without Java or Maven', () => {
  it('gets a one-line message with the Java version to install, and no files', async () => {
    const home = join(folder, 'neo4j');
    const failed = await startServer({ home, machine: bareMachine }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'BAD_CONFIGURATION' });
    expect((failed as Error).message).toMatch(
      /^Neo4j 5\.26\.30 needs Java 17 to 25, and none was found: install .+$/,
    );
    expect(existsSync(home)).toBe(false);
  });

  it('gets a message with the Java that is too old', async () => {
    const command = fakeJava('old', 'openjdk version "11.0.2" 2019-01-15');
    const machine = { ...bareMachine, env: { JAVA_HOME: join(folder, 'old') } };
    await expect(findJava(findRelease('2026'), machine)).rejects.toThrow(
      `needs Java 21 or newer, and found only 11 at ${command}`,
    );
  });

  it('gets a message to install Maven if the jars are not in the cache', async () => {
    const machine = { ...bareMachine, env: { PATH: '', ASCRIBE_CACHE: folder } };
    await expect(ensureJars(lts, { command: 'java', major: 17 }, machine, noLog)).rejects.toThrow(
      /^Neo4j 5\.26\.30 is not in the cache, and Maven, which downloads it, was not found: install Maven .+$/,
    );
  });
});

describe('the selected Java', () => {
  it('is the first supported version in JAVA_HOME, PATH and the JDK folders', async () => {
    fakeJava('jvm/broken', 'Segmentation fault');
    fakeJava('java-8', 'java version "1.8.0_402"');
    const fitting = fakeJava('jvm/some-21', 'openjdk version "21.0.4" 2024-07-16');
    const machine = {
      ...bareMachine,
      env: { JAVA_HOME: join(folder, 'java-8') },
      jdkFolders: [join(folder, 'jvm')],
    };
    expect(await findJava(lts, machine)).toEqual({ command: fitting, major: 21 });
  });
});

describe('the jar cache', () => {
  it.each([
    ['in ASCRIBE_CACHE', 'linux', { ASCRIBE_CACHE: '/c' }, '/c'],
    ['in XDG_CACHE_HOME', 'linux', { XDG_CACHE_HOME: '/x' }, '/x/ascribe'],
    ['in the home folder', 'linux', {}, '/home/ada/.cache/ascribe'],
    ['in the Library folder on macOS', 'darwin', {}, '/home/ada/Library/Caches/ascribe'],
  ] as const)('is %s', (_where, platform, env, expected) => {
    expect(cacheFolder({ ...bareMachine, platform, env })).toBe(expected);
  });

  it('is filled once, even by two concurrent downloads', async () => {
    const machine = machineWithMaven('mkdir lib; sleep 0.5; touch lib/neo4j-5.26.30.jar lib/other.jar');
    const download = () => ensureJars(lts, { command: '/jdk/bin/java', major: 17 }, machine, noLog);
    const [one, two] = await Promise.all([download(), download()]);
    expect(one).toBe(two);
    expect(readdirSync(one).sort()).toEqual(['neo4j-5.26.30.jar', 'other.jar']);
    expect(await download()).toBe(one);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe('called with /jdk\n');
  });

  it('never contains an incomplete download, and the error includes the message of Maven', async () => {
    const machine = machineWithMaven(
      'mkdir lib; touch lib/neo4j-5.26.30.jar; echo "[ERROR] no route to host"; exit 1',
    );
    const java = { command: '/jdk/bin/java', major: 17 };
    for (const _ of [1, 2]) {
      await expect(ensureJars(lts, java, machine, noLog)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: 'Maven could not download Neo4j 5.26.30: no route to host',
      });
    }
    expect(readdirSync(join(folder, 'neo4j'))).toEqual([]);
  });

  it('removes the files and the lock of a killed process', async () => {
    const machine = machineWithMaven('mkdir lib; touch lib/neo4j-5.26.30.jar');
    const deadPid = 2 ** 22 + 1;
    mkdirSync(join(folder, 'neo4j', `.download-5.26.30-${deadPid}`, 'lib'), { recursive: true });
    writeFileSync(join(folder, 'neo4j', '5.26.30.lock'), String(deadPid));
    await ensureJars(lts, { command: '/jdk/bin/java', major: 17 }, machine, noLog);
    expect(readdirSync(join(folder, 'neo4j'))).toEqual(['5.26.30']);
  });
});

function fakeJava(name: string, says: string): string {
  return script(join(folder, name, 'bin', 'java'), `echo '${says}' >&2`);
}

function machineWithMaven(work: string): Machine {
  const calls = join(folder, 'calls');
  script(join(folder, 'bin', 'mvn'), `echo "called with $JAVA_HOME" >> '${calls}'; ${work}`);
  return { ...bareMachine, env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, ASCRIBE_CACHE: folder } };
}

function script(path: string, text: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}
