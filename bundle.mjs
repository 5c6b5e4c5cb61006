// Makes one bundle in dist/bin/ of each program that is started: loading hundreds of small modules takes half the time of a start.
import { chmod, rm } from 'node:fs/promises';
import { build } from 'rolldown';

const programs = {
  ascribe: 'dist/cli/main.js',
  'sqlite-worker': 'dist/store/sqlite/worker.js',
  'neo4j-watchdog': 'dist/neo4j-server/watchdog.js',
};
const outputFolder = 'dist/bin';

await rm(outputFolder, { recursive: true, force: true });
for (const [name, input] of Object.entries(programs)) {
  await build({
    input: { [name]: input },
    platform: 'node',
    // Native code, and packages that are loaded only when needed.
    external: ['libsql', 'neo4j-driver', '@graphql-yoga/render-graphiql'],
    output: { dir: outputFolder, chunkFileNames: `${name}-[name]-[hash].js` },
  });
}
await chmod(`${outputFolder}/ascribe.js`, 0o755);
