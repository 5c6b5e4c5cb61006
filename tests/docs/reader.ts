import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { removeFolder } from '../remove-folder.js';
import { type Block, fileOf } from './page-blocks.js';

/** What a reader of a page does, in a folder of his own. */
export interface Reader {
  readonly folder: string;
  /** Saves the blocks that name a file. `edit` changes their text, such as the address of the service. */
  save(blocks: readonly Block[], edit?: (text: string) => string): void;
  /** Runs commands in a shell; returns all output and the exit code. */
  run(commands: string): Promise<{ readonly code: number; readonly stdout: string; readonly output: string }>;
  close(): void;
}

/** A temporary folder in which the packages of this clone are installed, ascribe too, next to its seeds. */
export function createReader(): Reader {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-reader-'));
  const link = (from: string, to: string) => symlinkSync(resolve(from), join(folder, to));
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  for (const name of readdirSync('node_modules').filter((one) => !one.startsWith('.')))
    link(`node_modules/${name}`, `node_modules/${name}`);
  for (const name of readdirSync('node_modules/.bin'))
    link(`node_modules/.bin/${name}`, `node_modules/.bin/${name}`);
  link('.', 'node_modules/ascribe');
  link('dist/bin/ascribe.js', 'node_modules/.bin/ascribe');
  for (const name of ['seeds', 'examples', 'mappings']) link(name, name);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return {
    folder,
    save(blocks, edit = (text) => text) {
      for (const block of blocks) {
        const file = fileOf(block);
        if (file === null) continue;
        mkdirSync(dirname(join(folder, file.name)), { recursive: true });
        writeFileSync(join(folder, file.name), edit(file.content));
      }
    },
    run: (commands) =>
      new Promise((done) => {
        const env = {
          ...process.env,
          ASCRIBE_STORE: '',
          NEO4J_URI: '',
          PATH: `${join(folder, 'node_modules/.bin')}:${process.env.PATH}`,
        };
        execFile('sh', ['-ec', commands], { cwd: folder, env }, (error, stdout, stderr) =>
          done({ code: error === null ? 0 : Number(error.code ?? 1), stdout, output: stdout + stderr }),
        );
      }),
    close: () => removeFolder(folder),
  };
}

/** The arguments of `ascribe serve …` in a block. */
export function serveArguments(command: string): readonly string[] {
  const [, args] = /(?:^|\s)ascribe serve\b([^#\n]*)/m.exec(command) ?? [];
  if (args === undefined) throw new Error(`no ascribe serve in ${command}`);
  return args.split(' ').filter((argument) => argument !== '');
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
