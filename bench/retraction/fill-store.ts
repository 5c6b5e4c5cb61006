import type { AnnotatedArticle, Entity, Proposition } from '#ascribe/domain/records.js';
import type { Store } from '#ascribe/store/store.js';
import { article } from '../../tests/store-contract/article-builder.js';
import { generateArticles } from '../graph-generator.js';
import { seededRandom } from '../random.js';

/** The content of the filled store that the measurements use. */
export interface FilledStore {
  /** The article to retract. It has one citation for each of many claims of other articles, half of them among the most cited. */
  readonly largeArticle: AnnotatedArticle;
  /** Ids of claims, spread over the graph. */
  readonly claimIds: readonly string[];
  /** The entity with the most claims. */
  readonly hub: string;
  readonly counts: Readonly<Record<'articles' | 'claims' | 'citations', number>>;
  readonly seconds: number;
}

const BATCH = 100;

export async function fillStore(
  store: Store,
  { claims, citations, say }: { claims: number; citations: number; say: (line: string) => void },
): Promise<FilledStore> {
  const propositions = new Map<string, Proposition>();
  const entities = new Map<string, Entity>();
  const claimCounts = new Map<string, number>();
  const counts = { articles: 0, claims: 0, citations: 0 };
  const started = performance.now();
  let batch: AnnotatedArticle[] = [];
  const write = async () => {
    await store.write((writer) => writer.put(batch));
    counts.articles += batch.length;
    if (counts.articles % 1000 === 0) say(`${counts.articles} articles, ${propositions.size} claims`);
    batch = [];
  };
  for (const one of generateArticles(claims)) {
    for (const entity of one.entities) entities.set(entity.id, entity);
    for (const { citations, ...claim } of one.claims) {
      if (!propositions.has(claim.id)) {
        propositions.set(claim.id, claim);
        for (const id of [claim.subjectId, claim.objectId ?? ''])
          claimCounts.set(id, (claimCounts.get(id) ?? 0) + 1);
      }
      counts.citations += citations.length;
    }
    batch.push(one);
    if (batch.length === BATCH) await write();
  }
  const largeArticle = buildLargeArticle([...propositions.values()], entities, citations);
  batch.push(largeArticle);
  await write();
  const [hub = ''] = [...claimCounts].reduce((most, one) => (one[1] > most[1] ? one : most));
  const all = [...propositions.keys()];
  return {
    largeArticle,
    claimIds: Array.from({ length: 50 }, (_, index) => all[Math.floor((index / 50) * all.length)] as string),
    hub,
    counts: { ...counts, claims: propositions.size, citations: counts.citations + citations },
    seconds: (performance.now() - started) / 1000,
  };
}

function buildLargeArticle(
  propositions: readonly Proposition[],
  entities: ReadonlyMap<string, Entity>,
  citations: number,
): AnnotatedArticle {
  const random = seededRandom(7);
  const chosen = new Set<Proposition>();
  while (chosen.size < citations)
    chosen.add(chosen.size % 2 === 0 ? random.pickHub(propositions) : random.pick(propositions));
  const ids = [...chosen].flatMap(({ subjectId, objectId }) => [subjectId, objectId ?? subjectId]);
  return article('much-cited', {
    article: { title: 'All that was said of the year' },
    source: { id: 'source:yearbook', name: 'Yearbook', reliability: 'B' },
    entities: [...new Set(ids)].map((id) => entities.get(id)).filter((one) => one !== undefined),
    says: [...chosen].map((proposition, index) => ({
      ...proposition,
      citations: [{ quote: `as the yearbook has it, number ${index}` }],
    })),
  });
}
