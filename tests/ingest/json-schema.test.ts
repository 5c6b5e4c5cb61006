import { describe, expect, it } from 'vitest';
import { documentJsonSchema } from '#ascribe/ingest/format/json-schema.js';

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

/** Every object in the schema, with its path. */
function nodesOf(value: unknown, path = ''): [string, Node][] {
  if (typeof value !== 'object' || value === null) return [];
  return [
    [path, value as Node],
    ...Object.entries(value).flatMap(([key, child]) => nodesOf(child, `${path}/${key}`)),
  ];
}

describe('the JSON Schema, which editors show', () => {
  const nodes = nodesOf(documentJsonSchema());

  it('describes every key', () => {
    const keys = nodes.flatMap(([path, { properties = {} }]) =>
      Object.entries(properties).map(([key, node]) => [`${path}/${key}`, node.description] as const),
    );
    expect(keys.length).toBeGreaterThan(50);
    expect(keys.filter(([, description]) => !/^\S.*\S$/s.test(description ?? ''))).toEqual([]);
  });

  it('describes every word', () => {
    const lists = nodes.filter(([, node]) => Array.isArray(node.enum));
    expect(lists.length).toBeGreaterThan(6);
    for (const [path, { enum: words = [], enumDescriptions = [] }] of lists) {
      expect(enumDescriptions.length, path).toBe(words.length);
      for (const [index, word] of words.entries())
        expect(enumDescriptions[index], word).toMatch(/^[A-Z"].*\.$/s);
    }
  });
});
