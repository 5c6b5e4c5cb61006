import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim, ClaimStatus } from '#ascribe/domain/records.js';
import { escapeXml } from '#ascribe/interchange/graph/xml.js';
import type { Store } from '#ascribe/store/store.js';
import { HISTORY_EXAMPLES, randomHistory, replayHistory } from '../export/random-history.js';
import { ALL_STATUSES } from '../export/store-contents.js';
import { article, entity } from '../store-contract/article-builder.js';
import { afterAnyHistory, exportTo, withStore } from './export-round-trip.js';

type GraphFormat = 'graphml' | 'gexf';
const FORMATS: readonly GraphFormat[] = ['graphml', 'gexf'];

/** What these tests use of graphology. */
interface ReadGraph {
  readonly order: number;
  forEachNode(see: (id: string, attributes: Readonly<Record<string, unknown>>) => void): void;
  forEachEdge(
    see: (id: string, attributes: Readonly<Record<string, unknown>>, source: string, target: string) => void,
  ): void;
}

/** Readers that others wrote. */
const require = createRequire(import.meta.url);
function reader(format: GraphFormat): (text: string) => ReadGraph {
  const { MultiGraph } = require('graphology') as { MultiGraph: unknown };
  const { parse } = require(`graphology-${format}`) as {
    parse: (graph: unknown, text: string, options: object) => ReadGraph;
  };
  return (text) =>
    parse(MultiGraph, text, {
      addMissingNodes: false,
      respectInputGraphType: true,
      allowUndeclaredAttributes: false,
    });
}
const isInstalled = (() => {
  try {
    return (
      [
        require.resolve('graphology'),
        require.resolve('graphology-gexf'),
        require.resolve('graphology-graphml'),
      ].length > 0
    );
  } catch {
    return false;
  }
})();

const claimsOf = async (store: Store, requested: readonly ClaimStatus[]): Promise<readonly Claim[]> =>
  (await store.list('claims', { statuses: requested }, { first: 10_000, after: null })).items;

describe.skipIf(!isInstalled).each(FORMATS)(
  'an export to %s, read by graphology (needs npm ci)',
  (format) => {
    it('has each entity, and each claim of the statuses once', async () => {
      const property = afterAnyHistory(async (store, requested) => {
        const graph = reader(format)(await exportTo(store, format, requested));
        const claims = await claimsOf(store, requested);
        const edges: unknown[] = [];
        graph.forEachEdge((_, { status, confidence }, source, target) =>
          edges.push({ source, target, status, confidence: confidence ?? null }),
        );
        const expected = claims.map(({ subjectId, objectId, status, confidence }) => ({
          source: subjectId,
          target: objectId,
          status,
          confidence,
        }));
        expect(sorted(edges)).toEqual(sorted(expected));
        const nodes: string[] = [];
        graph.forEachNode((id) => nodes.push(id));
        const { items } = await store.list('entities', {}, { first: 10_000, after: null });
        expect(nodes.sort()).toEqual(items.map(({ id }) => id).sort());
      });
      await fc.assert(property, { numRuns: 15, endOnFailure: true });
    });

    it('shows no claim as a plain fact that is not CONFIRMED, in whatever attribute a program reads', async () => {
      const seen = new Set<string>();
      const property = fc.asyncProperty(randomHistory, (history) =>
        withStore(async (store) => {
          await replayHistory(store, history);
          const graph = reader(format)(await exportTo(store, format, ALL_STATUSES));
          const predicates = new Set<unknown>(
            (await claimsOf(store, ALL_STATUSES)).map(({ predicate }) => predicate),
          );
          graph.forEachEdge((_, attributes) => {
            seen.add(String(attributes.status));
            const plain = Object.values(attributes).some((value) => predicates.has(value));
            expect(plain, JSON.stringify(attributes)).toBe(attributes.status === 'CONFIRMED');
          });
        }),
      );
      await fc.assert(property, {
        numRuns: 30,
        examples: HISTORY_EXAMPLES.map((history) => [history]),
        endOnFailure: true,
      });
      for (const status of ['ALLEGED', 'DISPUTED', 'DENIED']) expect(seen).toContain(status);
    });

    it('keeps names with the marks of XML, and shows the value of a claim as a node of its own', async () => {
      await withStore(async (store) => {
        const name = `<b>"A" & 'B'</b> ]]> é 💥`;
        await store.write((writer) =>
          writer.put([
            article('one', {
              entities: [
                entity('arland', 'STATE', { name }),
                entity('river-front', 'ARMED_GROUP'),
                entity('blast', 'ATTACK'),
              ],
              says: [
                {},
                {
                  subjectId: 'blast',
                  predicate: 'KILLED',
                  value: { type: 'COUNT', min: 7, max: 9 },
                  citations: [{ modality: 'ACCUSED', validFrom: '2031-04', validTo: '2031-05' }],
                },
              ],
            }),
          ]),
        );
        const text = await exportTo(store, format, ALL_STATUSES);
        const labels = new Map<string, unknown>();
        reader(format)(text).forEachNode((id, { label, kind }) => labels.set(id, `${kind} ${label}`));
        expect(labels.get('arland')).toBe(`STATE ${name}`);
        expect([...labels.values()]).toContain('VALUE 7 to 9');
        expect(text).toContain('ALLEGED_KILLED');
        expect(text).toContain('2031-04-01');
        expect(await exportTo(store, format, ALL_STATUSES)).toBe(text);
      });
    });

    it('is well-formed without a claim, and refused without a status', async () => {
      await withStore(async (store) => {
        expect(reader(format)(await exportTo(store, format, ['DENIED'])).order).toBe(0);
        await expect(exportTo(store, format, [])).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
      });
    });
  },
);

describe('an export to GraphML', () => {
  it('has name tokens as ids, references and names of keys, and declares each key, as its schema requires', async () => {
    const property = fc.asyncProperty(randomHistory, (history) =>
      withStore(async (store) => {
        await replayHistory(store, history);
        const text = await exportTo(store, 'graphml', ALL_STATUSES);
        const valuesOf = (name: string) =>
          [...text.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);
        for (const name of ['id', 'source', 'target', 'key', 'attr\\.name'])
          for (const value of valuesOf(name)) expect(value).toMatch(/^[\p{L}\p{N}._:-]+$/u);
        const ids = valuesOf('id');
        expect(new Set(ids).size).toBe(ids.length);
        const declared = new Set(ids);
        for (const reference of ['source', 'target', 'key'].flatMap(valuesOf))
          expect(declared).toContain(reference);
      }),
    );
    await fc.assert(property, { numRuns: 15, endOnFailure: true });
  });
});

describe('a text in XML', () => {
  it('has no character that XML 1.0 forbids, nor any that ends an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
        expect(escapeXml(text)).not.toMatch(/[\u0000-\u001f\ufffe\uffff<>"]|&(?!(?:amp|lt|gt|quot|#\d+);)/);
      }),
    );
  });
});

const sorted = (items: readonly unknown[]): string[] => items.map((item) => JSON.stringify(item)).sort();
