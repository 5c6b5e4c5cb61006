import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import neo4j from 'neo4j-driver';
import { startEphemeralNeo4j } from '#ascribe/neo4j-server/index.js';
import { cpuMsOf } from '../cpu.js';
import { median } from '../measure.js';
import { writeDocuments } from './documents.js';
import { readParts, writeParts } from './graph-rows.js';
import { builds, claims, rounds } from './options.js';
import { cpuOf } from './run-program.js';

/*
 * CPU time of `ascribe import` into Neo4j, of the program and of the server, against writing the nodes and relationships that it left with
 * the driver alone, in as many transactions. With `--baseline`, also of another build. All run alternately on one server. Linux only.
 */

const SCHEMA_KINDS = [
  ['CONSTRAINT', 'CONSTRAINTS'],
  ['INDEX', 'INDEXES'],
] as const;

/** In seconds; `program` and `server` are CPU times. */
interface Taken {
  readonly program: number;
  readonly server: number;
  readonly wall: number;
}
interface Measured {
  readonly import: Taken;
  readonly raw: Taken;
}

const folder = mkdtempSync(join(tmpdir(), 'ascribe-bench-import-'));
const server = await startEphemeralNeo4j({ heap: '1g' });
const login = neo4j.auth.basic(server.username, server.password);
// Whole numbers stay integers when rows are written back.
const driver = neo4j.driver(server.uri, login);
const env = { ...process.env, NEO4J_USERNAME: server.username, NEO4J_PASSWORD: server.password };
try {
  const documents = join(folder, 'documents.jsonl');
  const articles = await writeDocuments(documents, claims);
  const results = new Map(Object.keys(builds).map((name) => [name, [] as Measured[]]));
  // The first round warms up the server.
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, dist] of Object.entries(builds)) {
      const measured = await measure(resolve(dist, 'bin/ascribe.js'), documents);
      console.error(`${round === 0 ? 'warming up, ' : ''}${name}: ${JSON.stringify(measured)}`);
      if (round > 0) results.get(name)?.push(measured);
    }
  console.log(
    `${claims} claims in ${articles} articles; Neo4j ${server.version}, Node ${process.versions.node}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(0)}\n`,
  );
  printTable(results);
} finally {
  await driver.close();
  await server.stop();
  rmSync(folder, { recursive: true });
}

async function measure(program: string, documents: string): Promise<Measured> {
  await clear({ schema: true });
  const importing = await take(() => cpuOf([program, 'import', documents, '--store', server.uri], env));
  const parts = await readParts(driver);
  await clear({ schema: false });
  const raw = await take(async () => {
    const before = process.cpuUsage();
    await writeParts(driver, parts);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return { import: importing, raw };
}

/** `work` returns the CPU time of the program in ms. */
async function take(work: () => number | Promise<number>): Promise<Taken> {
  const [start, before] = [performance.now(), serverCpuMs()];
  const program = await work();
  const [wall, used] = [performance.now() - start, serverCpuMs() - before];
  return { program: program / 1000, server: used / 1000, wall: wall / 1000 };
}

function serverCpuMs(): number {
  const pid = readFileSync(join(server.home, 'run', 'neo4j.pid'), 'utf8').trim();
  return cpuMsOf(Number(pid));
}

/** Empties the database; with its schema, because the other build may have other indexes. */
async function clear({ schema }: { readonly schema: boolean }): Promise<void> {
  const session = driver.session();
  try {
    await session.run('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS');
    for (const [kind, all] of schema ? SCHEMA_KINDS : []) {
      const { records } = await session.run(
        `SHOW ${all} YIELD name, type WHERE type <> 'LOOKUP' RETURN name`,
      );
      for (const record of records) await session.run(`DROP ${kind} ${record.get('name')} IF EXISTS`);
    }
  } finally {
    await session.close();
  }
}

function printTable(results: ReadonlyMap<string, readonly Measured[]>): void {
  console.log(
    '| build | import: program + server, CPU s | import, s | the same rows: program + server, CPU s | the same rows, s | ratio of CPU | ratio of time |',
  );
  console.log('| --- | --: | --: | --: | --: | --: | --: |');
  const cpu = ({ program, server }: Taken) => program + server;
  for (const [name, all] of results) {
    const of = (read: (one: Measured) => number, digits = 1) => median(all.map(read)).toFixed(digits);
    console.log(
      `| ${name} | ${of((one) => one.import.program)} + ${of((one) => one.import.server)} | ${of((one) => one.import.wall)} | ${of((one) => one.raw.program)} + ${of((one) => one.raw.server)} | ${of((one) => one.raw.wall)} | ${of((one) => cpu(one.import) / cpu(one.raw), 2)} | ${of((one) => one.import.wall / one.raw.wall, 2)} |`,
    );
  }
}
