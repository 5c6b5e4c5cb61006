import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MAIN = fileURLToPath(new URL('../../dist/bin/ascribe.js', import.meta.url));

/** Runs the script of a bulk load on the data of a stopped server, as the documentation says. */
export async function execScript(
  script: string,
  home: string,
  options: readonly string[] = [],
): Promise<string> {
  const NEO4J_ADMIN = `${process.execPath} ${MAIN} neo4j admin --home ${home}`;
  const { stdout } = await promisify(execFile)('sh', [script, ...options], {
    env: { ...process.env, NEO4J_ADMIN },
    maxBuffer: 1e8,
  });
  return stdout;
}
