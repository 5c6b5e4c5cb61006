import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder } from './remove-folder.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PROGRAM = 'node_modules/ascribe/dist/bin/ascribe.js';
const run = promisify(execFile);

/** Paths of further Node binaries, each of them named `node`. */
const OTHER_NODES = (process.env.ASCRIBE_NODES ?? '').split(delimiter).filter((path) => path !== '');
if (OTHER_NODES.length === 0)
  console.warn(
    `The package is tested on Node ${process.version} only: ASCRIBE_NODES names no other binaries.`,
  );
const nodes = [process.execPath, ...OTHER_NODES].map((path) => ({
  path,
  version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim(),
}));

let packed: string;
beforeAll(async () => {
  packed = mkdtempSync(join(tmpdir(), 'ascribe-packed-'));
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', packed], { cwd: ROOT });
});
afterAll(() => removeFolder(packed));

/** Installs the packed program in an empty folder, as a user does. npm fetches the two packages that it needs. */
describe.each(nodes)('the package on Node $version', (node) => {
  let folder: string;
  let warnings: string;
  const env = { ...process.env, PATH: `${dirname(node.path)}${delimiter}${process.env.PATH}` };
  const at = (...path: string[]) => join(folder, ...path);
  const ascribe = (...args: string[]) =>
    run('npx', ['--no-install', 'ascribe', ...args], { cwd: folder, env });
  const files = () =>
    readdirSync(at('node_modules/ascribe'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(at('node_modules/ascribe'), join(entry.parentPath, entry.name)));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ascribe-package-'));
    const [filename = ''] = readdirSync(packed);
    writeFileSync(at('package.json'), '{ "private": true }');
    const options = ['--engine-strict', '--no-audit', '--no-fund', '--prefer-offline'];
    const { stdout, stderr } = await run('npm', ['install', ...options, join(packed, filename)], {
      cwd: folder,
      env,
    });
    warnings = `${stdout}${stderr}`
      .split('\n')
      .filter((line) => /warn|deprecated/i.test(line))
      .join('\n');
  });
  afterAll(() => removeFolder(folder));

  it('installs under --engine-strict without a warning', () => {
    expect(warnings).toBe('');
  });

  it('needs no package that asks for a newer Node than its own', () => {
    const lock = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'));
    for (const [path, { engines }] of Object.entries<{ engines?: { node?: string } }>(lock.packages)) {
      const needed = /^[>=\s]*(\d+)(?:\.(\d+))?/.exec(engines?.node ?? '0');
      expect(Number(needed?.[1]) * 100 + Number(needed?.[2] ?? 0), path).toBeLessThanOrEqual(2019);
    }
  });

  it('has the program, its data and its documentation, and neither source maps nor sources', () => {
    const shipped = files();
    for (const path of ['README.md', 'CHANGELOG.md', 'LICENSE', 'docs/format.md', 'schema/query.graphql'])
      expect(shipped, path).toContain(path);
    for (const folder of [
      'seeds',
      'examples/fictional',
      'examples/template',
      'ontology',
      'policies',
      'mappings',
    ])
      expect(existsSync(at('node_modules/ascribe', folder)), folder).toBe(true);
    expect(shipped.filter((path) => /\.map$|\.ts$|tsbuildinfo|^src|^tests/.test(path))).toEqual([]);
    for (const path of shipped.filter((name) => /\.(js|css)$/.test(name)))
      expect(readFileSync(at('node_modules/ascribe', path), 'utf8'), path).not.toMatch(
        /^\/\/# sourceMappingURL=/m,
      );
  });

  it('exports the schema and the possible types for clients', async () => {
    const read = async (name: string) => {
      const script = `console.log(require('node:fs').readFileSync(require.resolve('ascribe/${name}'), 'utf8'))`;
      return (await run(node.path, ['-e', script], { cwd: folder })).stdout;
    };
    expect(await read('schema.graphql')).toBe(`${(await ascribe('schema')).stdout}\n`);
    expect(JSON.parse(await read('possible-types.json')).Actor).toContain('State');
  });

  it('carries the licences of what its bundles contain', () => {
    const licences = readFileSync(at('node_modules/ascribe/dist/bin/licenses.md'), 'utf8');
    for (const name of ['graphql', 'graphql-yoga', 'zod', 'yaml'])
      expect(licences).toMatch(new RegExp(`^## ${name} \\d`, 'm'));
  });

  it('makes, checks and imports a folder of annotations, without a warning of Node', async () => {
    await ascribe('init', 'annotations');
    const output = async (...args: string[]) => {
      const { stdout, stderr } = await run(node.path, [at(PROGRAM), ...args], { cwd: folder });
      expect(stderr).toBe('');
      return stdout;
    };
    expect(await output('check', 'annotations/articles', '--lint')).toContain('lint: no warnings');
    expect(await output('import', 'annotations/articles')).toContain('1 created');
  });

  it('serves its seeds, GraphiQL and the Explorer, and ends at SIGTERM with code 0', async () => {
    mkdirSync(at('serving'));
    const child = spawn(
      node.path,
      [at(PROGRAM), 'serve', '--port', '0', '--load', at('node_modules/ascribe/seeds')],
      { cwd: at('serving'), stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      const url = await addressOf(child.stdout);
      const answer = await fetch(`${url}/graphql?query={entity(id:"iran"){name}}`);
      expect(await answer.json()).toEqual({ data: { entity: { name: 'Iran' } } });
      for (const path of ['/graphql', '/']) {
        const page = await fetch(`${url}${path}`, { headers: { accept: 'text/html' } });
        expect([path, page.status, page.headers.get('content-type')]).toEqual([
          path,
          200,
          'text/html; charset=utf-8',
        ]);
      }
      child.kill();
      expect(await once(child, 'exit')).toEqual([0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

/** The address in the first line of the log that has one. */
async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error('the service ended without an address');
}
