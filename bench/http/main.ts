import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import neo4j from 'neo4j-driver';
import type { Store } from '#ascribe/store/store.js';
import { cpuMsOf } from '../cpu.js';
import { fillStore, openCachedGraphs } from '../traversal/cached-graphs.js';
import { commonShape } from '../traversal/common-shape.js';
import { isLibraryInstalled } from '../traversal/neo4j-graphql.js';
import type { Job, Load } from './clients.js';
import { pickQuestions, type Question } from './questions.js';
import { type Service, startService } from './services.js';
import { formatLoads, formatMemory, type Measured, type MeasuredLoad } from './tables.js';

/**
 * Requests per second over HTTP: ascribe on SQLite and on Neo4j, and @neo4j/graphql behind a plain graphql-yoga on the same Neo4j. Each
 * service has a process of its own, and the clients another. With `--baseline`, also another build of ascribe on both stores.
 */
const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '10000' },
    starts: { type: 'string', default: '500' },
    clients: { type: 'string', default: '1,10,50' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
    keep: { type: 'string' },
    baseline: { type: 'string' },
  },
});
const say = (line: string) => console.error(line);
const [claims, starts, rounds, seconds] = [values.claims, values.starts, values.rounds, values.seconds].map(
  Number,
) as [number, number, number, number];
const clientCounts = values.clients.split(',').map(Number);
/** How many answers of each question are compared before it is measured. */
const COMPARED = 20;
/** Seconds without requests before memory is read. */
const IDLE = 5;
const NEO4J_GRAPHQL = '@neo4j/graphql';

const folder = mkdtempSync(join(tmpdir(), 'ascribe-bench-http-'));
const kept = openCachedGraphs(values.keep ?? folder, say);
const clients = fork(join(import.meta.dirname, 'clients.js'), { serialization: 'advanced' });
const services: Service[] = [];
let stopNeo4j: () => Promise<unknown> = async () => {};
let neo4jPid = 0;
try {
  const sqlite = await kept.sqlite(claims);
  const questions = await pickQuestions(sqlite, claims, starts);
  await sqlite.close();
  const { store, login, pid, stop } = await kept.neo4j(claims);
  stopNeo4j = stop;
  neo4jPid = pid;
  await store.close();
  await startServices(await kept.sqliteFile(claims), login);
  await sleep(IDLE * 1000);
  const before = services.map((service) => service.memory());
  const results: Measured[] = [];
  for (const question of questions.filter(({ name }) => new RegExp(values.only).test(name)))
    results.push(...(await measureQuestion(question)));
  await sleep(IDLE * 1000);
  const after = services.map((service) => service.memory());
  console.log(
    `${claims} claims, ${starts} starts, ${rounds} rounds of ${seconds} s; Node ${process.versions.node}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}\n`,
  );
  console.log(`${formatLoads(results, NEO4J_GRAPHQL)}\n`);
  console.log(formatMemory(services.map(({ name }, at) => ({ name, before: before[at], after: after[at] }))));
} finally {
  clients.kill();
  for (const service of services) await service.stop();
  await stopNeo4j();
  rmSync(folder, { recursive: true, force: true });
}

async function startServices(
  file: string,
  { uri, username, password }: { uri: string; username: string; password: string },
): Promise<void> {
  const driver = neo4j.driver(uri, neo4j.auth.basic(username, password));
  await driver.executeQuery('CALL db.prepareForReplanning()');
  await driver.close();
  const env = { NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password, ASCRIBE_MAX_RATE: '0' };
  const serve = async (name: string, dist: string, store: string) => {
    const args = [resolve(dist, 'bin/ascribe.js'), 'serve', '--store', store, '--port', '0'];
    services.push(await startService({ name, schema: 'ascribe', args, env }, folder));
  };
  await serve('ascribe on SQLite', 'dist', file);
  await serve('ascribe on Neo4j', 'dist', uri);
  if (values.baseline !== undefined) {
    await serve('other build on SQLite', values.baseline, await fillBaseline(values.baseline));
    await serve('other build on Neo4j', values.baseline, uri);
  }
  if (isLibraryInstalled()) {
    const args = [join(import.meta.dirname, 'serve-neo4j-graphql.js')];
    services.push(await startService({ name: NEO4J_GRAPHQL, schema: 'neo4jGraphql', args, env }, folder));
  } else say(`${NEO4J_GRAPHQL} is skipped: it is not installed; run npm --prefix bench/neo4j-graphql ci.`);
}

/** Writes the graph with the other build to a file of its own, whose tables may differ. */
async function fillBaseline(dist: string): Promise<string> {
  const { openStore } = (await import(pathToFileURL(resolve(dist, 'store/open.js')).href)) as {
    openStore: (location: string) => Promise<Store>;
  };
  const file = join(folder, 'baseline.db');
  say(`making ${file}`);
  await fillStore(await openStore(file), claims, say);
  return file;
}

/** The services take turns in each round, and another one begins each round, so that load on the machine affects all equally. */
async function measureQuestion(question: Question): Promise<Measured[]> {
  const bodies = (service: Service) =>
    question.variables.map((variables) => JSON.stringify({ query: question[service.schema], variables }));
  await requireSameAnswers(question, new Map(services.map((service) => [service, bodies(service)])));
  for (const service of services)
    await load({ url: service.url, bodies: bodies(service), clients: 10, seconds: seconds * 2 });
  const results: Measured[] = [];
  for (const count of clientCounts) {
    const loads = new Map(services.map((service) => [service, [] as MeasuredLoad[]]));
    for (let round = 0; round < rounds; round += 1)
      for (const at of services.keys()) {
        const service = services[(round + at) % services.length] as Service;
        const { url } = service;
        loads
          .get(service)
          ?.push(await measure(service, { url, bodies: bodies(service), clients: count, seconds }));
      }
    for (const [{ name }, measured] of loads) {
      const failure = measured.find((one) => one.failure)?.failure;
      if (failure !== undefined) say(`${question.name}, ${count} clients, ${name}: ${failure}`);
      results.push({ question: question.name, clients: count, name, loads: measured });
    }
    say(`${question.name}, ${count} clients`);
  }
  return results;
}

async function measure(service: Service, job: Job): Promise<MeasuredLoad> {
  const neo4jCpuMs = () => (service.name.endsWith('SQLite') ? 0 : cpuMsOf(neo4jPid));
  const [serviceBefore, neo4jBefore] = [service.cpuMs(), neo4jCpuMs()];
  const result = await load(job);
  return {
    ...result,
    serviceCpuMs: service.cpuMs() - serviceBefore,
    neo4jCpuMs: neo4jCpuMs() - neo4jBefore,
  };
}

async function load(job: Job): Promise<Load> {
  clients.send(job);
  const [result] = await once(clients, 'message');
  return result as Load;
}

async function requireSameAnswers(
  { name, variables }: Question,
  bodies: ReadonlyMap<Service, readonly string[]>,
): Promise<void> {
  let quotes = 0;
  for (let at = 0; at < Math.min(COMPARED, variables.length); at += 1) {
    const answers: [Service, unknown][] = [];
    for (const [service, all] of bodies) answers.push([service, await ask(service, all[at] as string)]);
    const [[first, one], ...others] = answers as [[Service, unknown], ...[Service, unknown][]];
    quotes += JSON.stringify(one).split('"quote":').length - 1;
    for (const [other, answer] of others)
      if (!isDeepStrictEqual(answer, one))
        throw new Error(
          `${name} for ${JSON.stringify(variables[at]).slice(0, 200)}: ${first.name} and ${other.name} return different results`,
        );
  }
  if (quotes === 0)
    throw new Error(`${name}: no answer has a quote; expected some, to measure more than empty answers`);
}

async function ask(service: Service, body: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(service.url, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok || text.includes('"errors":['))
    throw new Error(`${service.name}: ${response.status} ${text.slice(0, 500)}`);
  return commonShape(JSON.parse(text).data);
}
