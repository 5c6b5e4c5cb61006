import { describe, expect, it } from 'vitest';
import type { ClaimStatus, Modality, Value } from '#ascribe/domain/records.js';
import { exportGeojson } from '#ascribe/interchange/geojson/geojson.js';
import type { Store } from '#ascribe/store/store.js';
import { ALL_STATUSES } from '../export/store-contents.js';
import { openInProcessStore } from '../sqlite/in-process-store.js';
import { article, type ClaimSpec, entity } from '../store-contract/article-builder.js';

interface Feature {
  readonly geometry: { readonly type: string; readonly coordinates: readonly number[] } | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

async function exportFeatures(store: Store, statuses: readonly ClaimStatus[]): Promise<readonly Feature[]> {
  let text = '';
  for await (const piece of exportGeojson(store, { statuses })) text += piece;
  const collection = JSON.parse(text) as { type: string; features: Feature[] };
  expect(collection.type).toBe('FeatureCollection');
  return collection.features;
}

const located = (latitude: number, ...citations: NonNullable<ClaimSpec['citations']>): ClaimSpec => ({
  subjectId: 'blast',
  predicate: 'LOCATED_AT',
  value: { type: 'COORDINATES', latitude, longitude: 20.5, precision: 'NEAR' } as Value,
  citations,
});
const modality = (name: Modality) => ({ modality: name });

async function withLocations<T>(use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openInProcessStore();
  const entities = [entity('blast', 'ATTACK', { name: 'Blast in "Port Sele"' })];
  const write = (slug: string, ...says: readonly ClaimSpec[]) =>
    store.write((writer) => writer.put([article(slug, { entities, says })]));
  try {
    await write(
      'one',
      located(1, modality('REPORTED_AS_FACT')),
      located(2, modality('REPORTED_AS_FACT')),
      located(3, modality('ACCUSED')),
      located(4, modality('REPORTED_AS_FACT'), { quote: 'not there', stance: 'DENIES' }),
      located(5, { stance: 'DENIES' }),
    );
    await write('two', located(1, modality('REPORTED_AS_FACT')));
    return await use(store);
  } finally {
    await store.close();
  }
}

describe('an export to GeoJSON', () => {
  it('draws only what is confirmed or reported: all else has no geometry', async () => {
    await withLocations(async (store) => {
      const features = await exportFeatures(store, ALL_STATUSES);
      const byStatus = features.map(({ geometry, properties }) => [
        properties.status,
        geometry?.coordinates ?? null,
      ]);
      expect(byStatus).toEqual([
        ['CONFIRMED', [20.5, 1]],
        ['REPORTED', [20.5, 2]],
        ['ALLEGED', null],
        ['DISPUTED', null],
        ['DENIED', null],
      ]);
      expect(features[2]).toMatchObject({
        properties: {
          entity: 'blast',
          name: 'Blast in "Port Sele"',
          kind: 'ATTACK',
          relation: 'ALLEGED_LOCATED_AT',
          precision: 'NEAR',
          claimedCoordinates: [20.5, 3],
        },
      });
    });
  });

  it('has only the statuses that are asked for, and is refused without one', async () => {
    await withLocations(async (store) => {
      const features = await exportFeatures(store, ['DENIED', 'ALLEGED']);
      expect(features.map(({ properties }) => properties.status)).toEqual(['ALLEGED', 'DENIED']);
      expect(await exportFeatures(store, ['RETRACTED'])).toEqual([]);
      await expect(exportFeatures(store, [])).rejects.toMatchObject({ code: 'STATUSES_REQUIRED' });
    });
  });
});
