import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { z } from 'zod';
import { AscribeError } from '../../domain/errors.js';
import { operationId, type PersistedOperations } from './persisted-operations.js';

/** `{ id: text }`, and the form that Apollo's generator writes. */
const manifest = z.union([
  z.object({
    format: z.literal('apollo-persisted-query-manifest'),
    operations: z.array(z.object({ id: z.string(), body: z.string() })),
  }),
  z.record(z.string(), z.string()),
]);

interface Named {
  /** For messages. */
  readonly place: string;
  readonly id: string;
  readonly text: string;
}

/** Of a manifest in JSON, or of a folder of .graphql files, each of which the schema must be able to answer; throws BAD_CONFIGURATION. */
export function readOperations(path: string, schema: GraphQLSchema): PersistedOperations {
  const found = readable(path, () => (statSync(path).isDirectory() ? inFolder(path) : inManifest(path)));
  if (found.length === 0)
    throw bad(path, 'holds no operation; expected .graphql files, or a manifest in JSON');
  return new Map(found.map((one) => [one.id, checked(one, schema)]));
}

function inFolder(folder: string): Named[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(graphql|gql)$/.test(name))
    .sort()
    .map((name) => {
      const place = join(folder, name);
      const text = readFileSync(place, 'utf8');
      return { place, text, id: operationId(text) };
    });
}

function inManifest(file: string): Named[] {
  const parsed = manifest.safeParse(jsonOf(file));
  if (!parsed.success)
    throw bad(
      file,
      'is no manifest of operations; expected a map of ids to texts, or one of Apollo, in JSON',
    );
  const { data } = parsed;
  const entries = Array.isArray(data.operations)
    ? data.operations.map(({ id, body }) => [id, body] as const)
    : Object.entries(data as Record<string, string>);
  return entries.map(([id, text]) => ({ place: `${file}, operation ${id.slice(0, 80)}`, id, text }));
}

function jsonOf(file: string): unknown {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function checked({ place, id, text }: Named, schema: GraphQLSchema): string {
  if (operationId(text) !== id)
    throw bad(place, `is not named by the SHA-256 of its text; expected ${operationId(text)}`);
  const [wrong] = mistakesIn(text, schema);
  if (wrong !== undefined) throw bad(place, `cannot be run: ${wrong}`);
  return text;
}

function mistakesIn(text: string, schema: GraphQLSchema): readonly string[] {
  try {
    return validate(schema, parse(text)).map(({ message }) => message);
  } catch (error) {
    return [(error as Error).message];
  }
}

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AscribeError) throw error;
    throw bad(path, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function bad(place: string, what: string): AscribeError {
  return new AscribeError('BAD_CONFIGURATION', `persisted operations: ${place} ${what}`);
}
