import type { TableFiles } from './csv-table.js';
import type { GraphFiles } from './graph-tables.js';

export const SCRIPT = 'import.sh';

/** The default of the importer. A buffer must hold the longest cell. */
const MIN_BUFFER_SIZE = 4 * 1024 * 1024;

/** A shell script beside the files, with the command that loads them all. */
export function importScript({ files, limits }: GraphFiles): string {
  const bufferSize = Math.max(MIN_BUFFER_SIZE, 4 * limits.longest);
  const options = [
    '--array-delimiter=U+001F',
    // Slow, so only if it is needed.
    ...(limits.multiline ? ['--multiline-fields=true'] : []),
    `--read-buffer-size=${bufferSize}`,
    '--report-file="$report"',
    ...files.map(fileOption),
  ];
  return `#!/bin/sh
# Loads the graph in this folder into an empty Neo4j database, with Neo4j's own importer. Written by ascribe import --bulk.
# Stop the server first. Options of neo4j-admin database import full can follow, such as --overwrite-destination.
# NEO4J_ADMIN is the command (default: neo4j-admin), NEO4J_DATABASE the database (default: neo4j).
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
report=$(mktemp)
\${NEO4J_ADMIN:-neo4j-admin} database import full "\${NEO4J_DATABASE:-neo4j}" "$@" \\
  ${options.join(' \\\n  ')}
rm -f "$report"
`;
}

function fileOption({ kind, type, header, data }: TableFiles): string {
  const prefix = type === undefined ? '' : `${type}=`;
  return `--${kind}=${prefix}"$here/${header},$here/${data}"`;
}
