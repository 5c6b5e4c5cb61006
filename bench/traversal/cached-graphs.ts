import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '#ascribe/config/config.js';
import type { AnnotatedArticle } from '#ascribe/domain/records.js';
import { ensurePassword, homeAt, USERNAME } from '#ascribe/neo4j-server/home.js';
import { startServer, stopServer } from '#ascribe/neo4j-server/index.js';
import { openNeo4j } from '#ascribe/store/neo4j/index.js';
import { openStore } from '#ascribe/store/open.js';
import type { Store } from '#ascribe/store/store.js';
import { bulkImport } from './bulk-import.js';
import { generateHubGraph } from './hub-graph.js';

const BATCH = 200;

/** Keeps graphs in a folder between runs, because a million claims take long to write. An incomplete graph is makeOnce again. */
export function openCachedGraphs(folder: string, say: (line: string) => void) {
  mkdirSync(folder, { recursive: true });
  /** Makes the file or folder unless it is complete. A second file, `….complete`, marks it as complete. */
  const makeOnce = async (path: string, make: () => Promise<void>): Promise<string> => {
    const marker = `${path}.complete`;
    if (existsSync(marker)) return path;
    for (const one of [path, `${path}-wal`, `${path}-shm`]) rmSync(one, { recursive: true, force: true });
    say(`making ${path}`);
    await make();
    writeFileSync(marker, '');
    return path;
  };
  const sqliteFile = (claims: number) => {
    const file = join(folder, `${claims}.db`);
    return makeOnce(file, async () => fillStore(await openStore(file), claims, say));
  };
  return {
    sqliteFile,
    sqlite: async (claims: number): Promise<Store> => openStore(await sqliteFile(claims)),
    /** The server runs until `stop`. */
    neo4j: async (claims: number) => {
      const file = await sqliteFile(claims);
      const home = join(folder, `neo4j-${claims}`);
      await makeOnce(home, () => bulkImport(file, home, say));
      const { uri, version, pid } = await startServer({
        home,
        port: 0,
        httpPort: false,
        heap: '2g',
        onProgress: say,
      });
      const login = { uri, username: USERNAME, password: ensurePassword(homeAt(home)) };
      return {
        store: await openNeo4j(login, readConfig({}, {}).neo4j),
        login,
        version,
        pid,
        stop: () => stopServer(home),
      };
    },
  };
}

/** Writes the graph to an empty store, and closes it. */
export async function fillStore(store: Store, claims: number, say: (line: string) => void): Promise<void> {
  let batch: AnnotatedArticle[] = [];
  let articles = 0;
  const write = async () => {
    const full = batch;
    batch = [];
    articles += full.length;
    await store.write((writer) => writer.put(full));
  };
  for (const one of generateHubGraph(claims)) {
    batch.push(one);
    if (batch.length < BATCH) continue;
    await write();
    if (articles % 2000 === 0) say(`  ${articles} articles`);
  }
  await write();
  await store.close();
}
