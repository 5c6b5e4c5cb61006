import { writeFileSync } from 'node:fs';
import { AscribeError } from '../domain/errors.js';
import { withLock } from '../files/file-lock.js';
import { waitForBolt } from './bolt.js';
import {
  createHome,
  type Home,
  type HomeState,
  hasData,
  homeAt,
  keptPassword,
  readState,
  runningPid,
  USERNAME,
  writeState,
} from './home.js';
import { serverJars } from './jars.js';
import { findJava } from './java.js';
import { launch, type Runtime, setInitialPassword } from './launch.js';
import { complaint, logSize, logTail } from './logs.js';
import { type Machine, thisMachine } from './machine.js';
import { choosePort } from './ports.js';
import { DEFAULT_LINE, type Release, releaseOf } from './releases.js';
import { describe, type RunningServer, serverStatus, stopServer, uriOf } from './server.js';
import { neo4jConf } from './settings.js';

const LIMIT_MS = 120_000;

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
  /** How long to wait for the server to answer; two minutes unless told otherwise. */
  readonly limitMs?: number | undefined;
  readonly machine?: Machine | undefined;
  /** Told what takes long. */
  readonly say?: ((line: string) => void) | undefined;
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
  const machine = options.machine ?? thisMachine();
  const say = options.say ?? (() => {});
  const release = releaseFor(options, homeAt(options.home));
  const running = await serverStatus(options.home);
  if (running) return alreadyRunning(running, options);

  const java = await findJava(release, machine);
  const lib = await serverJars(release, java, machine, say);
  const runtime: Runtime = { release, java, lib, heap: options.heap ?? '1g' };
  const home = createHome(options.home);
  return withLock(home.lockFile, async () => {
    const started = await serverStatus(options.home);
    if (started) return alreadyRunning(started, options);
    say(`Starting Neo4j ${release.version} on Java ${java.major}.`);
    return { ...(await startIn(home, runtime, options)), alreadyRunning: false };
  });
}

async function startIn(home: Home, runtime: Runtime, options: StartOptions): Promise<RunningServer> {
  const password = keptPassword(home);
  const before = readState(home);
  for (let attempt = 1; ; attempt += 1) {
    const { state, picked } = await choosePorts(before, runtime.release, options);
    writeState(home, state);
    writeFileSync(home.confFile, neo4jConf(runtime.release, state));
    if (!hasData(home)) await setInitialPassword(runtime, home, password);
    const since = logSize(home);
    const pid = await launch(runtime, home);
    const server = describe(home, state, pid);
    const login = { uri: server.uri, username: USERNAME, password };
    const outcome = await waitForBolt(login, () => runningPid(home) === pid, options.limitMs ?? LIMIT_MS);
    if (outcome === 'ready') return server;
    await stopServer(home.path, 'SIGKILL');
    // Between the look for a free port and its use, another program may have taken it.
    const lostPort = outcome === 'ended' && /BindException|in use/.test(complaint(home, since) ?? '');
    if (lostPort && picked && attempt < 3) continue;
    throw failure(outcome, home, since, runtime.release.version, options.limitMs);
  }
}

async function choosePorts(
  before: HomeState | undefined,
  release: Release,
  { port, httpPort }: StartOptions,
): Promise<{ readonly state: HomeState; readonly picked: boolean }> {
  const bolt = await choosePort('Bolt', port ?? before?.boltPort, 7687);
  const state = { line: release.line, version: release.version, boltPort: bolt.port };
  if (httpPort === false) return { state, picked: bolt.picked };
  const http = await choosePort('HTTP', httpPort, before?.httpPort ?? 7474, bolt.port);
  return { state: { ...state, httpPort: http.port }, picked: bolt.picked || http.picked };
}

function releaseFor({ version }: StartOptions, home: Home): Release {
  const made = readState(home)?.line;
  const release = releaseOf(version ?? made ?? DEFAULT_LINE);
  if (made === undefined || made === release.line || !hasData(home)) return release;
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `${home.path} holds data of Neo4j ${made}, and ${release.line} was asked for; give another home, or leave the version out.`,
  );
}

/** It may still be starting, by another call; so this waits for it too. */
async function alreadyRunning(
  server: RunningServer,
  { port, limitMs }: StartOptions,
): Promise<RunningServer & { alreadyRunning: true }> {
  if (port && server.uri !== uriOf(port)) {
    throw new AscribeError(
      'BAD_CONFIGURATION',
      `Neo4j already runs in ${server.home}, at ${server.uri}; stop it first to move it to port ${port}.`,
    );
  }
  const home = homeAt(server.home);
  const login = { uri: server.uri, username: USERNAME, password: keptPassword(home) };
  const outcome = await waitForBolt(login, () => runningPid(home) === server.pid, limitMs ?? LIMIT_MS);
  if (outcome === 'ready') return { ...server, alreadyRunning: true };
  throw failure(outcome, home, 0, server.version, limitMs);
}

function failure(
  outcome: 'ended' | 'refused' | 'late',
  home: Home,
  since: number,
  version: string,
  limitMs: number = LIMIT_MS,
): AscribeError {
  if (outcome === 'refused') {
    return new AscribeError(
      'BAD_CONFIGURATION',
      `Neo4j ${version} runs, but refuses the password kept in ${home.passwordFile}: put the present one of user ${USERNAME} there.`,
    );
  }
  const what = outcome === 'late' ? `did not answer within ${limitMs / 1000} s` : 'ended before it answered';
  const why = complaint(home, since);
  return new AscribeError(
    'STORE_UNAVAILABLE',
    `Neo4j ${version} ${what}${why ? `: ${why}` : ''} (logs: ${home.consoleLog} and ${home.serverLog})`,
    { cause: logTail(home, since) },
  );
}
