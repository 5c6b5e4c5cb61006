import fc from 'fast-check';
import jsonld, { type ContextDefinition, type NodeObject } from 'jsonld';
import { DataFactory, Parser, type Quad, Store as QuadStore, Writer } from 'n3';
import ShaclValidator from 'rdf-validate-shacl';
import { describe, expect, it } from 'vitest';
import { predicates } from '#ascribe/domain/ontology.js';
import type { Claim, ClaimStatus } from '#ascribe/domain/records.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { writeShapes } from '#ascribe/interchange/rdf/shapes.js';
import { openStore } from '#ascribe/store/open.js';
import type { Store } from '#ascribe/store/store.js';
import { SEEDS } from '../api/service.js';
import { HISTORY_EXAMPLES, randomHistory, replayHistory } from '../export/random-history.js';
import { exportToLines } from '../export/round-trip.js';
import { ALL_STATUSES } from '../export/store-contents.js';
import { rounds } from '../rounds.js';
import { article, entity } from '../store-contract/article-builder.js';
import { exportTo, itImports, itReadsBack, readJsonld, readTrig, withStore } from './export-round-trip.js';

const runs = rounds(20);

const quadsOf = (trig: string): Quad[] => new Parser({ format: 'application/trig' }).parse(trig);

function toNQuads(quads: readonly Quad[]): string {
  const writer = new Writer({ format: 'N-Quads' });
  return writer.quadsToString([...quads]);
}

const claimsOf = async (store: Store, requested: readonly ClaimStatus[]): Promise<readonly Claim[]> =>
  (await store.list('claims', { statuses: requested }, { first: 10_000, after: null })).items;

const entityIri = (id: string): string => `urn:ascribe:entity:${id}`;
const PLAIN = new Set(
  predicates.map((name) => `urn:ascribe:relation:${name.toLowerCase().replaceAll('_', '-')}`),
);

/** A store in which a claim has each status. */
const everyStatus = async (store: Store): Promise<void> => {
  await store.write((writer) =>
    writer.put([
      article('one', {
        says: [
          { citations: [{ modality: 'ACCUSED' }] },
          { predicate: 'ARMS', citations: [{ modality: 'REPORTED_AS_FACT', stance: 'DENIES' }] },
          { predicate: 'TRAINS', citations: [{ modality: 'REPORTED_AS_FACT' }] },
        ],
      }),
      article('two', {
        says: [{ predicate: 'TRAINS', citations: [{ modality: 'REPORTED_AS_FACT', stance: 'DENIES' }] }],
      }),
    ]),
  );
};

describe('an export to TriG', () => {
  itReadsBack('trig', readTrig, runs);

  itImports('trig', readTrig, Math.ceil(runs / 4));

  it('reads back from a triple store that keeps no order, and after a merge with itself', async () => {
    const property = fc.asyncProperty(randomHistory, fc.nat(), (history, seed) =>
      withStore(async (store) => {
        await replayHistory(store, history);
        const quads = quadsOf(await exportTo(store, 'trig', ALL_STATUSES));
        const shuffled = [...quads, ...quads]
          .map((quad, at) => ({ quad, key: ((at + 1) * 7919 + seed) % 10_007 }))
          .sort((a, b) => a.key - b.key)
          .map(({ quad }) => quad);
        const lines = await exportToLines(store, ALL_STATUSES);
        expect(await readTrig(toNQuads(shuffled), 'all.nq')).toEqual({ lines, problems: [] });
      }),
    );
    await fc.assert(property, { numRuns: Math.ceil(runs / 4), endOnFailure: true });
  });

  it('holds all that the seeds have, and JSON-LD says the same', async () => {
    const store = await openStore(':memory:');
    try {
      await importPaths(store, SEEDS);
      const lines = await exportToLines(store, ALL_STATUSES);
      const trig = await exportTo(store, 'trig', ALL_STATUSES);
      expect(await readTrig(trig)).toEqual({ lines, problems: [] });
      const document = JSON.parse(await exportTo(store, 'jsonld', ALL_STATUSES)) as object;
      const nquads = (await jsonld.toRDF(document, { format: 'application/n-quads' })) as unknown as string;
      expect(await readTrig(nquads, 'all.nq')).toEqual({ lines, problems: [] });
      const sorted = (text: string) =>
        [...new Set(new Parser({ format: 'N-Quads' }).parse(text).map((quad) => toNQuads([quad])))].sort();
      expect(sorted(nquads)).toEqual(sorted(toNQuads(quadsOf(trig))));
    } finally {
      await store.close();
    }
  });

  it('keeps figures, coordinates, dates and words', async () => {
    await withStore(async (store) => {
      const value = (predicate: string, one: object) => ({ subjectId: 'blast', predicate, value: one });
      await store.write((writer) =>
        writer.put([
          article('one', {
            entities: [entity('blast', 'ATTACK', { name: 'The "Blast"\\ \n é 💥' })],
            says: [
              value('KILLED', { type: 'COUNT', min: 7, max: 9, best: 8, of: 'civilians' }),
              value('INJURED', { type: 'COUNT', min: 3, max: 3 }),
              value('DATED', { type: 'DATE', edtf: '2031-04~' }),
              value('LOCATED_AT', {
                type: 'COORDINATES',
                latitude: 1.5,
                longitude: -2,
                precision: 'DISTRICT',
              }),
              value('OUTCOME', { type: 'OUTCOME', term: 'FAILED' }),
            ] as never,
          }),
        ]),
      );
      const lines = await exportToLines(store, ALL_STATUSES);
      expect(await readTrig(await exportTo(store, 'trig', ALL_STATUSES))).toEqual({ lines, problems: [] });
    });
  });

  it('requires statuses, and writes nothing without them', async () => {
    await withStore(async (store) => {
      for (const format of ['trig', 'jsonld'] as const)
        await expect(exportTo(store, format, [])).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
    });
  });
});

describe('an export to JSON-LD', () => {
  itReadsBack('jsonld', readJsonld, Math.ceil(runs / 2));

  it('reads back in every form that other programs write', async () => {
    await withStore(async (store) => {
      await everyStatus(store);
      const lines = await exportToLines(store, ALL_STATUSES);
      const json = await exportTo(store, 'jsonld', ALL_STATUSES);
      const document = JSON.parse(json) as { '@context': ContextDefinition; '@graph': NodeObject[] };
      const names = { status: 'urn:ascribe:vocabulary:status', e: 'urn:ascribe:entity:' };
      for (const form of [
        await jsonld.expand(document),
        await jsonld.flatten(document),
        await jsonld.flatten(document, document['@context']),
        await jsonld.compact(document, names),
        { '@graph': [...document['@graph'], ...document['@graph']], '@context': document['@context'] },
      ])
        expect(await readJsonld(JSON.stringify(form, null, 1))).toEqual({ lines, problems: [] });
    });
  });

  it('fetches no context, and gives an error for what is no JSON-LD', async () => {
    const problemsOf = async (document: object | string) =>
      (await readJsonld(typeof document === 'string' ? document : JSON.stringify(document))).problems;
    const remote = 'http://127.0.0.1:1/context.jsonld';
    for (const document of [
      { '@context': remote, '@graph': [{ '@id': 'urn:a' }] },
      { '@graph': [{ '@context': remote, '@id': 'urn:a' }] },
      { '@context': { '@import': remote }, '@graph': [{ '@id': 'urn:a' }] },
    ])
      expect(await problemsOf(document)).toEqual([
        expect.stringMatching(/^all\.jsonld:1: INVALID_DOCUMENT the context "http.*" is not in the file/),
      ]);
    expect(await problemsOf({ '@graph': [{ '@id': 'urn:a' }, { '@id': 7 }] })).toEqual([
      expect.stringMatching(/INVALID_DOCUMENT not JSON-LD: .*@id/),
    ]);
    expect(await problemsOf({ '@graph': [{ '@id': 'urn:a', 'urn:b': 'c' }] })).toEqual([
      expect.stringMatching(/not an RDF export of ascribe/),
    ]);
    expect(await problemsOf('{"@graph": [{"@id": ')).toEqual([expect.stringMatching(/INVALID_DOCUMENT/)]);
    expect(
      await problemsOf({ '@context': { a: { '@id': 'b' }, b: { '@id': 'a' } }, '@graph': [{ a: 1 }] }),
    ).toEqual([expect.stringMatching(/not JSON-LD/)]);
  });
});

describe('a program that reads RDF', () => {
  it('and ignores named graphs finds no plain relation but those of CONFIRMED claims', async () => {
    const seen = new Set<string>();
    const property = fc.asyncProperty(randomHistory, (history) =>
      withStore(async (store) => {
        await replayHistory(store, history);
        const claims = await claimsOf(store, ALL_STATUSES);
        for (const { status } of claims) seen.add(status);
        const union = quadsOf(await exportTo(store, 'trig', ALL_STATUSES));
        const plain = union.filter(({ predicate }) => PLAIN.has(predicate.value));
        const facts = new Set(
          plain.map(
            ({ subject, predicate, object }) => `${subject.value} ${predicate.value} ${object.value}`,
          ),
        );
        const confirmed = claims
          .filter(({ status }) => status === 'CONFIRMED')
          .map(
            ({ subjectId, predicate, objectId }) =>
              `${entityIri(subjectId)} urn:ascribe:relation:${predicate.toLowerCase().replaceAll('_', '-')} ${entityIri(objectId ?? '')}`,
          );
        expect([...facts].sort()).toEqual(confirmed.sort());
        // Nothing else leads from one entity to another.
        for (const { subject, predicate, object } of union)
          if (subject.value.startsWith(entityIri('')) && object.value.startsWith(entityIri('')))
            expect(predicate.value).toMatch(/^urn:ascribe:relation:/);
      }),
    );
    await fc.assert(property, {
      numRuns: runs,
      examples: HISTORY_EXAMPLES.map((history) => [history]),
      endOnFailure: true,
    });
    for (const status of ['ALLEGED', 'DISPUTED', 'DENIED']) expect(seen).toContain(status);
  });

  it('finds no statement of a claim in the default graph, and one in the graph of each claim', async () => {
    await withStore(async (store) => {
      await everyStatus(store);
      const quads = quadsOf(await exportTo(store, 'trig', ALL_STATUSES));
      const statements = quads.filter(({ predicate }) => predicate.value.startsWith('urn:ascribe:relation:'));
      const claims = await claimsOf(store, ALL_STATUSES);
      expect(new Set(claims.map(({ status }) => status)).size).toBeGreaterThan(2);
      expect(statements.map(({ graph }) => graph.value).sort()).toEqual(
        claims.map(({ id }) => `urn:ascribe:${id}`).sort(),
      );
    });
  });
});

describe('the SHACL shapes', () => {
  const shapes = () => new QuadStore(new Parser({ format: 'text/turtle' }).parse(writeShapes()));
  /** As a triple store with one default graph sees it. */
  const validate = async (quads: readonly Quad[]) => {
    const union = new QuadStore(
      quads.map(({ subject, predicate, object }) => DataFactory.quad(subject, predicate, object)),
    );
    const report = await new ShaclValidator(shapes() as never).validate(union as never);
    return report.results.map(({ message }) => message.map(({ value }) => value).join());
  };
  const quadsOfEveryStatus = () =>
    withStore(async (store) => {
      await everyStatus(store);
      return quadsOf(await exportTo(store, 'trig', ALL_STATUSES));
    });
  const node = (local: string) => DataFactory.namedNode(`urn:ascribe:${local}`);

  it('hold for every export', async () => {
    const property = fc.asyncProperty(randomHistory, (history) =>
      withStore(async (store) => {
        await replayHistory(store, history);
        expect(await validate(quadsOf(await exportTo(store, 'trig', ALL_STATUSES)))).toEqual([]);
      }),
    );
    await fc.assert(property, { numRuns: 5, endOnFailure: true });
  });

  it('reject a claim whose statement is also a plain fact', async () => {
    const quads = await quadsOfEveryStatus();
    const alleged = quads.find(({ predicate }) => predicate.value.endsWith(':alleged-funds')) as Quad;
    const fact = DataFactory.quad(alleged.subject, node('relation:funds'), alleged.object);
    expect(await validate([...quads, fact])).toEqual([expect.stringMatching(/FUNDS.*ALLEGED.*not a fact/)]);
  });

  it('reject a claim with a second status, without a status, or with the relation of another status', async () => {
    const quads = await quadsOfEveryStatus();
    const isStatus = ({ predicate, object }: Quad) =>
      predicate.value.endsWith(':status') && object.value.endsWith(':ALLEGED');
    const { subject, predicate } = quads.find(isStatus) as Quad;
    const confirmed = DataFactory.quad(subject, predicate, node('vocabulary:CONFIRMED'));
    const others = quads.filter((quad) => !isStatus(quad));
    expect(await validate([...quads, confirmed])).toContainEqual(expect.stringMatching(/one status/));
    expect(await validate(others)).toContainEqual(expect.stringMatching(/one status/));
    expect(await validate([...others, confirmed])).toContainEqual(
      expect.stringMatching(/relation.*its status/),
    );
  });
});

describe('a TriG export that was changed', () => {
  const trigOf = () =>
    withStore(async (store) => {
      await everyStatus(store);
      return exportTo(store, 'trig', ALL_STATUSES);
    });

  it.each([
    [
      'another status',
      (trig: string) => trig.replace('ascribe:status ascribe:ALLEGED', 'ascribe:status ascribe:DENIED'),
      /<urn:ascribe:claim:\w+>: expected a relation that begins with denied-, as its status, found <urn:ascribe:relation:alleged-funds>/,
    ],
    [
      'a status that does not exist',
      (trig: string) => trig.replace('ascribe:status ascribe:ALLEGED', 'ascribe:status ascribe:TRUE'),
      /expected one of CONFIRMED, .* as ascribe:status, found TRUE/,
    ],
    [
      'another statement in the graph of a claim',
      (trig: string) => trig.replace(/(\{\s+entity:\S+ relation:)alleged-funds/, '$1funds'),
      /its graph states urn:ascribe:relation:funds, but its description says <urn:ascribe:relation:alleged-funds>/,
    ],
    [
      'two modalities for one citation',
      (trig: string) => trig.replace('ascribe:modality ', 'ascribe:modality ascribe:ADMITTED, '),
      /expected one value of ascribe:modality, found .*exports that were merged are read back one by one/,
    ],
    [
      'an open quotation mark',
      (trig: string) => trig.replace('ascribe:quote "', 'ascribe:quote """'),
      /not TriG/,
    ],
    ['nothing of ours', () => '<urn:a> <urn:b> <urn:c> .', /not an RDF export of ascribe/],
  ])('with %s gets an error', async (_, change, message) => {
    const trig = await trigOf();
    expect(change(trig)).not.toBe(trig);
    expect((await readTrig(change(trig))).problems).toEqual([expect.stringMatching(message)]);
  });

  it('with a text of 12 MB that never ends gets an error before it is in memory', async () => {
    const { problems } = await readTrig(`${await trigOf()}<urn:a> <urn:b> "${'x'.repeat(12_000_000)}`);
    expect(problems).toEqual([expect.stringMatching(/LIMIT_EXCEEDED .* are no statement/)]);
  });

  it('with more for one entity than a document may hold gets an error', async () => {
    const many = Array.from({ length: 110 }, (_, at) => `"${at}${'x'.repeat(100_000)}"`).join(', ');
    const { problems } = await readTrig(
      `${await trigOf()}<urn:ascribe:entity:arland> <http://www.w3.org/2004/02/skos/core#altLabel> ${many} .`,
    );
    expect(problems).toEqual([expect.stringMatching(/entity:arland> has more than 10\.0 MB/)]);
  });
});
