import type { AnnotatedArticle, Modality } from '#ascribe/domain/records.js';
import { article, type ClaimSpec, entity } from '../../tests/store-contract/article-builder.js';
import { type Random, seededRandom } from '../random.js';

const CLAIMS_PER_ARTICLE = 20;
export const CITATIONS_PER_CLAIM = 5;
const SOURCES = 60;
const YEARS = { first: 2000, count: 20 };
const MODALITIES: readonly Modality[] = ['REPORTED_AS_FACT', 'REPORTED_AS_FACT', 'ACCUSED', 'POSSIBLE'];
const PREDICATES = ['FUNDS', 'ARMS', 'TRAINS', 'ALLIED_WITH', 'OPPOSES'] as const;

export const entityId = (number: number): string => `entity-${number}`;
export const entityCount = (claims: number): number => Math.max(50, Math.round(claims / 10));

/**
 * Articles with this many claims, of five citations each, from five sources. If `dated`, each citation has a period of one to five years;
 * otherwise they are the same without dates. The first entities are hubs.
 */
export function* generateArticles(claims: number, dated: boolean): Generator<AnnotatedArticle> {
  const random = seededRandom(3);
  const entities = Array.from({ length: entityCount(claims) }, (_, number) => entity(entityId(number)));
  const ids = entities.map(({ id }) => id);
  const said = new Map<string, ClaimSpec>();
  while (said.size < claims) {
    const [subjectId, objectId] = [random.pickHub(ids), random.pick(ids)].sort() as [string, string];
    const predicate = random.pick(PREDICATES);
    if (subjectId !== objectId)
      said.set(`${predicate} ${subjectId} ${objectId}`, { subjectId, predicate, objectId });
  }
  const all = [...said.values()];
  for (let round = 0; round < CITATIONS_PER_CLAIM; round += 1)
    for (let start = 0; start < all.length; start += CLAIMS_PER_ARTICLE) {
      const says = all.slice(start, start + CLAIMS_PER_ARTICLE).map((claim) => ({
        ...claim,
        citations: [randomCitation(random, dated)],
      }));
      const mentioned = new Set(says.flatMap(({ subjectId, objectId }) => [subjectId, objectId]));
      const source = (start / CLAIMS_PER_ARTICLE + round * 7) % SOURCES;
      yield article(`a${round}-${start}`, {
        source: {
          id: `source:s${source}`,
          name: `Source ${source}`,
          reliability: source % 3 === 0 ? 'C' : 'B',
        },
        entities: entities.filter(({ id }) => mentioned.has(id)),
        says,
      });
    }
}

function randomCitation(random: Random, dated: boolean) {
  const modality = random.pick(MODALITIES);
  const from = YEARS.first + random.below(YEARS.count);
  const to = from + random.below(5);
  return dated ? { modality, validFrom: String(from), validTo: String(to) } : { modality };
}
