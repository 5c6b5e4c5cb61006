import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entityKinds, predicates } from '#ascribe/domain/ontology.js';
import { GENRES, MODALITIES } from '#ascribe/domain/records.js';
import { documentJsonSchema } from '#ascribe/ingest/format/json-schema.js';
import { parseUserOntology } from '#ascribe/ontology-files/parse-ontology.js';
import { checkFiles } from './document-builder.js';

const PAGE = readFileSync(new URL('../../docs/format.md', import.meta.url), 'utf8');
const examples = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml ?? '');

/** All keys in a schema, at any depth. */
function keysOf(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  const { properties } = schema as { properties?: object };
  return [...Object.keys(properties ?? {}), ...Object.values(schema).flatMap(keysOf)];
}

describe('docs/format.md', () => {
  it('has only examples that are valid', async () => {
    expect(examples.length).toBeGreaterThan(2);
    for (const example of examples) {
      if (example.startsWith('ontology:'))
        expect(parseUserOntology(example, 'YAML', 'example.yaml')).toMatchObject({ table: {} });
      else expect(await checkFiles({ 'example.yaml': example })).toEqual([]);
    }
  });

  it('names every key and every word of the format', () => {
    const words = [...predicates, ...entityKinds, ...Object.keys(GENRES), ...Object.keys(MODALITIES)];
    const keys = keysOf(documentJsonSchema());
    expect(keys).toContain('retractionReason');
    expect([...keys, ...words].filter((word) => !new RegExp(`\\b${word}\\b`).test(PAGE))).toEqual([]);
  });
});
