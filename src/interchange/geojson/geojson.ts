import { isNarrowerOrSame, predicateDefinition, predicates } from '../../domain/ontology.js';
import type { Claim, ClaimStatus, Entity } from '../../domain/records.js';
import { type ExportOptions, type ExportSource, takeSnapshot } from '../../export/export-lines.js';
import { requireStatuses } from '../../store/read/cursor.js';
import type { Page } from '../../store/store.js';
import { qualifiedRelation } from '../qualified-relation.js';

const CLAIMS_PER_PAGE = 500;
/** A map draws a geometry as a fact. Claims of other statuses have none. */
const DRAWN: readonly ClaimStatus[] = ['CONFIRMED', 'REPORTED'];

/** Exports the coordinates of a store as GeoJSON (RFC 7946), a feature a claim; docs/formats.md. Throws STATUSES_REQUIRED. */
export async function* exportGeojson(
  store: ExportSource,
  { statuses, where, asOf, onProgress }: ExportOptions,
): AsyncGenerator<string> {
  requireStatuses(statuses);
  const { reads } = await takeSnapshot(store, asOf);
  const located = predicates.filter((name) => predicateDefinition(name).range === 'COORDINATES');
  const asked = where?.predicates;
  const filter = {
    ...where,
    statuses,
    predicates: asked === undefined ? located : located.filter((name) => isNarrowerOrSame(name, asked)),
  };
  const total = await reads.count('claims', filter);
  yield '{"type":"FeatureCollection","features":[';
  let done = 0;
  for (let after: string | null = null; ; ) {
    const page: Page<Claim> = await reads.list('claims', filter, { first: CLAIMS_PER_PAGE, after });
    const ids = [...new Set(page.items.map(({ subjectId }) => subjectId))];
    const entities = new Map((await reads.get('entities', ids)).map((entity, index) => [ids[index], entity]));
    for (const claim of page.items) {
      const feature = JSON.stringify(toFeature(claim, entities.get(claim.subjectId) ?? null));
      yield `${done++ === 0 ? '' : ','}\n${feature}`;
    }
    onProgress?.(done, total);
    if (!page.hasNext) break;
    after = page.cursors.at(-1) ?? null;
  }
  yield '\n]}\n';
}

function toFeature(
  { id, subjectId, predicate, value, status, confidence }: Claim,
  entity: Entity | null,
): object {
  if (value?.type !== 'COORDINATES') throw new Error(`${id} has no coordinates`);
  const { latitude, longitude, precision } = value;
  const coordinates = [longitude, latitude];
  const drawn = DRAWN.includes(status);
  return {
    type: 'Feature',
    id,
    geometry: drawn ? { type: 'Point', coordinates } : null,
    properties: {
      entity: subjectId,
      name: entity?.name ?? subjectId,
      kind: entity?.kind ?? null,
      relation: qualifiedRelation(status, predicate),
      status,
      confidence,
      ...(precision !== null && { precision }),
      ...(!drawn && { claimedCoordinates: coordinates }),
    },
  };
}
