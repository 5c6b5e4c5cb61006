import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ClaimStatus, statuses } from '#ascribe/domain/records.js';
import { importPaths } from '#ascribe/ingest/run/import-run.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { writeTempFolder } from './document-builder.js';

const ACTORS = '../shared/data/misp-galaxy/threat-actor.json';

interface Actor {
  readonly value: string;
  readonly uuid: string;
  readonly meta?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
const state = (name: string) => ({ id: `state-${slug(name)}`, kind: 'STATE', name });

/** An actor with its suspected sponsor and victims, all only suspected. */
function toDocument({ value, uuid, meta = {} }: Actor) {
  const victims = [...new Set([meta['cfr-suspected-victims'] ?? []].flat())].map(state);
  const sponsor = meta['cfr-suspected-state-sponsor'];
  const backers = typeof sponsor === 'string' && slug(sponsor) !== '' ? [state(sponsor)] : [];
  const actor = { id: `actor-${uuid}`, kind: 'ORGANIZATION', name: value };
  const citations = [{ quote: value, modality: 'POSSIBLE' }];
  const claims = [
    ...victims.map(({ id }) => ({ subject: actor.id, predicate: 'TARGETS', object: id, citations })),
    ...backers.map(({ id }) => ({ subject: id, predicate: 'SPONSORS', object: actor.id, citations })),
  ];
  const entities = new Map([actor, ...victims, ...backers].map((one) => [one.id, one]));
  return {
    ascribe: 1,
    article: {
      id: uuid,
      title: value,
      genre: 'DATASET',
      source: { id: 'misp-galaxy', name: 'MISP galaxy', reliability: 'C' },
    },
    entities: [...entities.values()],
    claims: [
      ...new Map(claims.map((one) => [`${one.subject} ${one.predicate} ${one.object}`, one])).values(),
    ],
  };
}

describe.skipIf(!existsSync(ACTORS))('threat actors of MISP (needs the data at ../shared/data)', () => {
  it('target whom they are suspected to target, as a possibility', async () => {
    const { values } = JSON.parse(readFileSync(ACTORS, 'utf8')) as { values: Actor[] };
    const documents = values
      .filter(({ meta }) => meta?.['cfr-suspected-victims'] !== undefined)
      .map(toDocument);
    const store = await openInProcessStore();
    const { problems } = await importPaths(store, [writeTempFolder({ 'actors.jsonl': documents })]);
    expect(problems).toEqual([]);
    const count = (predicate: 'TARGETS' | 'SPONSORS', asked: readonly ClaimStatus[]) =>
      store.count('claims', { statuses: asked, predicates: [predicate] });
    const expected = (predicate: string) =>
      documents.flatMap(({ claims }) => claims).filter((one) => one.predicate === predicate).length;
    for (const predicate of ['TARGETS', 'SPONSORS'] as const) {
      expect(expected(predicate)).toBeGreaterThan(50);
      expect(await count(predicate, ['ALLEGED'])).toBe(expected(predicate));
      expect(await count(predicate, statuses)).toBe(expected(predicate));
    }
    await store.close();
  });
});
