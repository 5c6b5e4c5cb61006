import { type Home, type HomeState, homeAt, readState, removePidFile, runningPid, USERNAME } from './home.js';
import { LOOPBACK_HOST } from './ports.js';
import { terminateProcess } from './processes.js';

/** A running server. */
export interface RunningServer {
  readonly uri: string;
  readonly httpUri?: string;
  readonly username: string;
  readonly passwordFile: string;
  readonly pid: number;
  readonly version: string;
  readonly home: string;
}

/** Stops the server of this home and waits until it has exited. */
export async function stopServer(
  folder: string,
  signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
): Promise<{ readonly stopped: boolean }> {
  const home = homeAt(folder);
  const pid = runningPid(home);
  if (pid !== undefined) await terminateProcess(pid, signal);
  removePidFile(home);
  return { stopped: pid !== undefined };
}

/** The running server of this home, if there is one. */
export async function serverStatus(folder: string): Promise<RunningServer | undefined> {
  const home = homeAt(folder);
  const pid = runningPid(home);
  const state = readState(home);
  return pid === undefined || state === undefined ? undefined : toRunningServer(home, state, pid);
}

export function toRunningServer(home: Home, state: HomeState, pid: number): RunningServer {
  return {
    uri: boltUri(state.boltPort),
    ...(state.httpPort === undefined ? {} : { httpUri: `http://${LOOPBACK_HOST}:${state.httpPort}` }),
    username: USERNAME,
    passwordFile: home.passwordFile,
    pid,
    version: state.version,
    home: home.path,
  };
}

export function boltUri(port: number): string {
  return `bolt://${LOOPBACK_HOST}:${port}`;
}
