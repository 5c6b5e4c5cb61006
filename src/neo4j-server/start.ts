import { writeFileSync } from 'node:fs';
import { AscribeError } from '../domain/errors.js';
import { withFileLock } from '../files/file-lock.js';
import { waitForBolt } from './bolt.js';
import {
  createHome,
  ensurePassword,
  type Home,
  type HomeState,
  hasData,
  homeAt,
  readState,
  runningPid,
  USERNAME,
  writeState,
} from './home.js';
import { ensureJars } from './jars.js';
import { findJava } from './java.js';
import { launchServer, type Runtime, setInitialPassword } from './launch.js';
import { logSize, logTail, startupError } from './logs.js';
import { currentMachine, type Machine } from './machine.js';
import { choosePort } from './ports.js';
import { DEFAULT_RELEASE_LINE, findRelease, type Release } from './releases.js';
import { boltUri, type RunningServer, serverStatus, stopServer, toRunningServer } from './server.js';
import { renderNeo4jConf } from './server-config.js';

const START_TIMEOUT_MS = 120_000;

export interface StartOptions {
  readonly home: string;
  /** `5.26`, `2026` or a full version; else the one the home was made with, else the long-term support line. */
  readonly version?: string | undefined;
  /** 0: any that is free. Else the one used last, else 7687, else any that is free. */
  readonly port?: number | undefined;
  /** 0: any that is free. Else the one used last or 7474 if they are free. `false` leaves HTTP out. */
  readonly httpPort?: number | false | undefined;
  /** Memory of the Java heap, as Java writes it; `1g` unless told otherwise. */
  readonly heap?: string | undefined;
  /** Further arguments of Java. */
  readonly javaOptions?: readonly string[];
  /** Further lines of neo4j.conf. */
  readonly settings?: readonly string[];
  /** How long to wait for the server to answer; two minutes unless told otherwise. */
  readonly timeoutMs?: number | undefined;
  readonly machine?: Machine | undefined;
  /** Told what takes long. */
  readonly onProgress?: ((line: string) => void) | undefined;
}

/**
 * Starts a Neo4j server in the background and waits until it answers; finds it running, and says so, where it
 * already does.
 *
 * @example await startServer({ home: './data/neo4j', version: '2026' })
 */
export async function startServer(
  options: StartOptions,
): Promise<RunningServer & { readonly alreadyRunning: boolean }> {
  const machine = options.machine ?? currentMachine();
  const say = options.onProgress ?? (() => {});
  const release = chooseRelease(options, homeAt(options.home));
  const running = await serverStatus(options.home);
  if (running) return joinRunningServer(running, options);

  const java = await findJava(release, machine);
  const lib = await ensureJars(release, java, machine, say);
  const runtime: Runtime = {
    release,
    java,
    lib,
    heap: options.heap ?? '1g',
    javaOptions: options.javaOptions ?? [],
  };
  const home = createHome(options.home);
  return withFileLock(home.lockFile, async () => {
    const started = await serverStatus(options.home);
    if (started) return joinRunningServer(started, options);
    say(`Starting Neo4j ${release.version} on Java ${java.major}.`);
    return { ...(await startInHome(home, runtime, options)), alreadyRunning: false };
  });
}

async function startInHome(home: Home, runtime: Runtime, options: StartOptions): Promise<RunningServer> {
  const password = ensurePassword(home);
  const before = readState(home);
  for (let attempt = 1; ; attempt += 1) {
    const { state, picked } = await choosePorts(before, runtime.release, options);
    writeState(home, state);
    writeFileSync(home.confFile, renderNeo4jConf(runtime.release, state, options.settings));
    if (!hasData(home)) await setInitialPassword(runtime, home, password);
    const since = logSize(home);
    const pid = await launchServer(runtime, home);
    const server = toRunningServer(home, state, pid);
    const login = { uri: server.uri, username: USERNAME, password };
    const outcome = await waitForBolt(
      login,
      () => runningPid(home) === pid,
      options.timeoutMs ?? START_TIMEOUT_MS,
    );
    if (outcome === 'ready') return server;
    await stopServer(home.path, 'SIGKILL');
    // Between the look for a free port and its use, another program may have taken it.
    const lostPort = outcome === 'ended' && /BindException|in use/.test(startupError(home, since) ?? '');
    if (lostPort && picked && attempt < 3) continue;
    throw startError(outcome, home, since, runtime.release.version, options.timeoutMs);
  }
}

async function choosePorts(
  previousState: HomeState | undefined,
  release: Release,
  { port, httpPort }: StartOptions,
): Promise<{ readonly state: HomeState; readonly picked: boolean }> {
  const bolt = await choosePort('Bolt', port ?? previousState?.boltPort, 7687);
  const state = { line: release.line, version: release.version, boltPort: bolt.port };
  if (httpPort === false) return { state, picked: bolt.picked };
  const http = await choosePort('HTTP', httpPort, previousState?.httpPort ?? 7474, bolt.port);
  return { state: { ...state, httpPort: http.port }, picked: bolt.picked || http.picked };
}

function chooseRelease({ version }: StartOptions, home: Home): Release {
  const made = readState(home)?.line;
  const release = findRelease(version ?? made ?? DEFAULT_RELEASE_LINE);
  if (made === undefined || made === release.line || !hasData(home)) return release;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `${home.path} holds data of Neo4j ${made}, and ${release.line} was asked for; give another home, or leave the version out.`,
  );
}

/** It may still be starting, by another call; so this waits for it too. */
async function joinRunningServer(
  server: RunningServer,
  { port, timeoutMs }: StartOptions,
): Promise<RunningServer & { alreadyRunning: true }> {
  if (port && server.uri !== boltUri(port)) {
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `Neo4j already runs in ${server.home}, at ${server.uri}; stop it first to move it to port ${port}.`,
    );
  }
  const home = homeAt(server.home);
  const login = { uri: server.uri, username: USERNAME, password: ensurePassword(home) };
  const outcome = await waitForBolt(
    login,
    () => runningPid(home) === server.pid,
    timeoutMs ?? START_TIMEOUT_MS,
  );
  if (outcome === 'ready') return { ...server, alreadyRunning: true };
  throw startError(outcome, home, 0, server.version, timeoutMs);
}

function startError(
  outcome: 'ended' | 'refused' | 'late',
  home: Home,
  logOffset: number,
  version: string,
  timeoutMs: number = START_TIMEOUT_MS,
): AscribeError {
  if (outcome === 'refused') {
    return new AscribeError(
      'BAD_CONFIGURATION',
      `Neo4j ${version} runs, but refuses the password kept in ${home.passwordFile}: put the present one of user ${USERNAME} there.`,
    );
  }
  const what =
    outcome === 'late' ? `did not answer within ${timeoutMs / 1000} s` : 'ended before it answered';
  const why = startupError(home, logOffset);
  return new AscribeError(
    'STORE_UNAVAILABLE',
    `Neo4j ${version} ${what}${why ? `: ${why}` : ''} (logs: ${home.consoleLog} and ${home.serverLog})`,
    { cause: logTail(home, logOffset) },
  );
}
