import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import neo4j from 'neo4j-driver';
import { openCachedGraphs } from './cached-graphs.js';
import { measureApi } from './measure-api.js';
import { measureStores } from './measure-stores.js';
import { pickStarts } from './starts.js';
import { formatTable } from './tables.js';

/** Measures traversals of a graph with hubs: both stores, hand-written Cypher, and @neo4j/graphql. */
const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '100' },
    store: { type: 'string', default: 'both' },
    keep: { type: 'string', default: join(tmpdir(), 'ascribe-bench-traversal') },
    only: { type: 'string', default: '' },
  },
});
const say = (line: string) => console.error(line);
const [claims, runs, only] = [Number(values.claims), Number(values.runs), new RegExp(values.only)];
const kept = openCachedGraphs(values.keep, say);

const sqlite = values.store === 'neo4j' ? undefined : await kept.sqlite(claims);
const server = values.store === 'sqlite' ? undefined : await kept.neo4j(claims);
const driver =
  server &&
  neo4j.driver(server.login.uri, neo4j.auth.basic(server.login.username, server.login.password), {
    disableLosslessIntegers: true,
  });
try {
  const store = sqlite ?? server?.store;
  if (store === undefined) throw new Error(`--store is ${values.store}; expected sqlite, neo4j or both`);
  await driver?.executeQuery('CALL db.prepareForReplanning()');
  const starts = await pickStarts(store, claims, runs);
  const stores = { ...(sqlite && { SQLite: sqlite }), ...(server && { Neo4j: server.store }) };
  console.log(
    `${claims} claims, ${runs} starts each; Node ${process.versions.node}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}\n`,
  );
  console.log(`${formatTable(await measureStores({ stores, driver, starts, only, say }), 'by hand')}\n`);
  console.log(formatTable(await measureApi({ stores, driver, starts, only, say }), '@neo4j/graphql'));
} finally {
  await sqlite?.close();
  await driver?.close();
  await server?.store.close();
  await server?.stop();
}
