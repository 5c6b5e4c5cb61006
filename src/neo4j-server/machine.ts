import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The parts of a machine that matter here; a parameter, so that tests can describe a machine without Java. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly userHome: string;
  /** Folders whose subfolders may be JDKs. */
  readonly jdkFolders: readonly string[];
}

/** The machine this process runs on. */
export function currentMachine(): Machine {
  const { platform, env } = process;
  const userHome = homedir();
  return { platform, env, userHome, jdkFolders: jdkFolders(platform, env, userHome) };
}

/** The cache folder: `ASCRIBE_CACHE`, which describes the machine as `JAVA_HOME` does, else the platform's usual place. */
export function cacheFolder({ platform, env, userHome }: Machine): string {
  if (env.ASCRIBE_CACHE) return resolve(env.ASCRIBE_CACHE);
  if (platform === 'win32')
    return join(env.LOCALAPPDATA || join(userHome, 'AppData', 'Local'), 'ascribe', 'Cache');
  if (platform === 'darwin') return join(userHome, 'Library', 'Caches', 'ascribe');
  return join(env.XDG_CACHE_HOME || join(userHome, '.cache'), 'ascribe');
}

/** The folders of `PATH` in their order. */
export function pathFolders({ platform, env }: Machine): readonly string[] {
  const path = (platform === 'win32' ? (env.Path ?? env.PATH) : env.PATH) ?? '';
  return path.split(platform === 'win32' ? ';' : ':').filter((folder) => folder !== '');
}

function jdkFolders(platform: NodeJS.Platform, env: Machine['env'], userHome: string): readonly string[] {
  const sdkman = join(env.SDKMAN_DIR || join(userHome, '.sdkman'), 'candidates', 'java');
  if (platform === 'win32') {
    const programs = env.ProgramFiles || 'C:\\Program Files';
    return ['Eclipse Adoptium', 'Java', 'Microsoft', 'Zulu'].map((vendor) => join(programs, vendor));
  }
  if (platform === 'darwin') {
    return ['/Library/Java/JavaVirtualMachines', join(userHome, 'Library/Java/JavaVirtualMachines'), sdkman];
  }
  return ['/usr/lib/jvm', sdkman];
}
