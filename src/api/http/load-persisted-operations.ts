import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { z } from 'zod';
import { AscribeError } from '../../domain/errors.js';
import { operationId, type PersistedOperations } from './persisted-operations.js';

/** Either `{ id: text }`, or the format of Apollo's manifest generator. */
const manifestSchema = z.union([
  z.object({
    format: z.literal('apollo-persisted-query-manifest'),
    operations: z.array(z.object({ id: z.string(), body: z.string() })),
  }),
  z.record(z.string(), z.string()),
]);

interface OperationEntry {
  /** File and operation, for messages. */
  readonly location: string;
  readonly id: string;
  readonly text: string;
}

/** Reads a JSON manifest or a folder of .graphql files, and validates each operation against the schema; throws BAD_CONFIGURATION. */
export function loadPersistedOperations(path: string, schema: GraphQLSchema): PersistedOperations {
  const found = withReadErrors(path, () =>
    statSync(path).isDirectory() ? readFolder(path) : readManifest(path),
  );
  if (found.length === 0)
    throw configurationError(path, 'has no operations; expected .graphql files or a JSON manifest');
  return new Map(found.map((entry) => [entry.id, validateOperation(entry, schema)]));
}

function readFolder(folder: string): OperationEntry[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(graphql|gql)$/.test(name))
    .sort()
    .map((name) => {
      const location = join(folder, name);
      const text = readFileSync(location, 'utf8');
      return { location, text, id: operationId(text) };
    });
}

function readManifest(file: string): OperationEntry[] {
  const parsed = manifestSchema.safeParse(readJson(file));
  if (!parsed.success)
    throw configurationError(
      file,
      'is not a manifest of operations; expected a JSON object of ids and texts, or an Apollo manifest',
    );
  const { data } = parsed;
  const entries = Array.isArray(data.operations)
    ? data.operations.map(({ id, body }) => [id, body] as const)
    : Object.entries(data as Record<string, string>);
  return entries.map(([id, text]) => ({ location: `${file}, operation ${id.slice(0, 80)}`, id, text }));
}

function readJson(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function validateOperation({ location, id, text }: OperationEntry, schema: GraphQLSchema): string {
  if (operationId(text) !== id)
    throw configurationError(
      location,
      `has an id that is not the SHA-256 of its text; expected ${operationId(text)}`,
    );
  const [error] = validationErrors(text, schema);
  if (error !== undefined) throw configurationError(location, `is not valid: ${error}`);
  return text;
}

function validationErrors(text: string, schema: GraphQLSchema): readonly string[] {
  try {
    return validate(schema, parse(text)).map(({ message }) => message);
  } catch (error) {
    return [(error as Error).message];
  }
}

function withReadErrors<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AscribeError) throw error;
    throw configurationError(path, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function configurationError(location: string, problem: string): AscribeError {
  return new AscribeError('BAD_CONFIGURATION', `persisted operations: ${location} ${problem}`);
}
