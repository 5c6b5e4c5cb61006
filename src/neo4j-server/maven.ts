import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AscribeError } from '../domain/errors.js';
import { type Machine, pathFolders } from './machine.js';

/** Pinned, so that the result does not change over time. */
const COPY_DEPENDENCIES_GOAL = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
const MAVEN_TIMEOUT_MS = 10 * 60_000;

/** The Maven command from `MAVEN_HOME`, else from `PATH`. */
export function findMaven(machine: Machine): string | undefined {
  const name = machine.platform === 'win32' ? 'mvn.cmd' : 'mvn';
  const own = machine.env.MAVEN_HOME ?? machine.env.M2_HOME;
  const folders = [...(own ? [join(own, 'bin')] : []), ...pathFolders(machine)];
  return folders.map((folder) => join(folder, name)).find((command) => existsSync(command));
}

/** Downloads `org.neo4j:neo4j` of this version and its runtime dependencies to `folder/lib`. Throws STORE_UNAVAILABLE. */
export async function copyNeo4jJars(
  maven: string,
  version: string,
  folder: string,
  javaHome: string,
  machine: Machine,
): Promise<void> {
  writeFileSync(join(folder, 'pom.xml'), stubPom(version));
  // Relative paths only: on Windows the arguments pass through a shell.
  const goal = [
    '-B',
    '-q',
    '--strict-checksums',
    COPY_DEPENDENCIES_GOAL,
    '-DincludeScope=runtime',
    '-DoutputDirectory=lib',
  ];
  const shell = machine.platform === 'win32';
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(shell ? `"${maven}"` : maven, goal, {
      cwd: folder,
      shell,
      env: { ...machine.env, JAVA_HOME: javaHome },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: MAVEN_TIMEOUT_MS,
    });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    }
    child.once('error', reject);
    child.once('close', (exit) => resolve({ code: exit, output: lines.join('') }));
  });
  if (code === 0) return;
  const reason =
    /\[ERROR\]\s*(.+)/.exec(output)?.[1] ?? (code === null ? 'it took too long' : `it ended with ${code}`);
  throw new AscribeError(
    'STORE_UNAVAILABLE',
    `Maven could not download Neo4j ${version}: ${reason.slice(0, 300)}`,
    { cause: output },
  );
}

function stubPom(version: string): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>ascribe</groupId>
  <artifactId>neo4j-jars</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.neo4j</groupId>
      <artifactId>neo4j</artifactId>
      <version>${version}</version>
    </dependency>
  </dependencies>
</project>
`;
}
