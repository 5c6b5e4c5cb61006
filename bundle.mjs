// Makes one bundle in dist/bin/ of each program that is started: loading hundreds of small modules takes half the time of a start. Writes
// the schema for clients.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'rolldown';

const programs = {
  ascribe: 'dist/cli/main.js',
  'sqlite-worker': 'dist/store/sqlite/worker.js',
  'neo4j-watchdog': 'dist/neo4j-server/watchdog.js',
};
const outputFolder = 'dist/bin';
/** Native code, and a large driver that not everyone needs. All else is in the bundles, so that an installation resolves no other versions. */
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Of JSON-LD, whose library would load contexts with it. ascribe fetches nothing. */
const withoutHttpClient = {
  name: 'without-http-client',
  resolveId: (id) => (id === '@digitalbazaar/http-client' ? '\0no-http-client' : null),
  load: (id) => (id === '\0no-http-client' ? 'export const httpClient = undefined;' : null),
};

const packages = new Set();
await rm(outputFolder, { recursive: true, force: true });
for (const [name, input] of Object.entries(programs)) {
  const { output } = await build({
    input: { [name]: input },
    platform: 'node',
    external: Object.keys(dependencies),
    plugins: [withoutHttpClient],
    // Otherwise graphql checks with each value whether another copy of itself made it.
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    output: { dir: outputFolder, ...formatOf(name) },
  });
  for (const id of output.flatMap(({ moduleIds = [] }) => moduleIds)) {
    const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? [];
    if (folder !== undefined) packages.add(folder);
  }
}
await chmod(`${outputFolder}/ascribe.js`, 0o755);
// `npx ascribe` in a clone keeps a link to where the program was when it ran there first.
await chmod(programs.ascribe, 0o755);
// The licences of what is bundled ask for their text.
writeFileSync(`${outputFolder}/licenses.md`, [...packages].sort().map(licenceOf).join('\n'));

const { printPossibleTypes, printSdl } = await import('./dist/api/sdl.js');
writeFileSync('dist/schema.graphql', printSdl());
writeFileSync('dist/possible-types.json', printPossibleTypes());

/** Each connection to SQLite starts a process: as CommonJS, Node loads it with a tenth less CPU time. */
function formatOf(name) {
  return name === 'sqlite-worker'
    ? { format: 'cjs', entryFileNames: '[name].cjs' }
    : { chunkFileNames: `${name}-[name]-[hash].js` };
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file === undefined ? '' : `\n\`\`\`\n${readFileSync(join(folder, file), 'utf8').trim()}\n\`\`\`\n`;
  return `## ${name} ${version} (${license})\n${text}`;
}
