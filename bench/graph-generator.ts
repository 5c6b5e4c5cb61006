import { canonicalProposition, claimId } from '#ascribe/domain/ids.js';
import {
  type EntityKind,
  entityKinds,
  isAttribute,
  predicateDefinition,
  predicates,
} from '#ascribe/domain/ontology.js';
import {
  type AnnotatedArticle,
  type Citation,
  type Entity,
  GENRES,
  type Genre,
  type Modality,
  type Proposition,
  type Reliability,
  type Source,
} from '#ascribe/domain/records.js';
import { article, type ClaimSpec, entity } from '../tests/store-contract/article-builder.js';
import { type Random, seededRandom } from './random.js';

/** Mentions of claims in an article. */
const CLAIMS_PER_ARTICLE = 20;
/** The share of mentions that repeat a claim of an earlier article. */
const REPEAT_SHARE = 0.3;
const ENTITIES_PER_CLAIM = 0.1;
const SOURCES = 60;

const genres = Object.keys(GENRES) as Genre[];
const FIRST_WORDS =
  'Amber Black Cedar Dawn Eagle Falcon Golden Harbour Iron Jade Karst Lion Marsh North Ochre'.split(' ');
const SECOND_WORDS =
  'Bay Crown Dune Forge Gate Hill Isle Knoll Lake Moor Notch Oak Pass Quarry Ridge Strand'.split(' ');
const MODALITIES: readonly Modality[] = [
  'REPORTED_AS_FACT',
  'REPORTED_AS_FACT',
  'ACCUSED_BY_AUTHORITIES',
  'ACCUSED',
  'ASSESSED',
  'POSSIBLE',
  'ADMITTED',
];

/** Entities with about `claims` claims each, as subject or object. */
export interface HubOptions {
  readonly count: number;
  readonly claims: number;
}

const NO_HUBS: HubOptions = { count: 0, claims: 0 };

/** The id of the nth hub of a generated graph. */
export const hubId = (number: number): string => `hub-${number}`;

/**
 * Generates articles with this many distinct claims, the same in each run. There are a tenth as many entities; the first ones
 * occur most often. Some claims occur in several articles; some articles deny claims, derive from others or are retracted.
 */
export function* generateArticles(
  claims: number,
  seed = 1,
  hubs: HubOptions = NO_HUBS,
): Generator<AnnotatedArticle> {
  const random = seededRandom(seed);
  const entities = generateEntities(Math.max(90, Math.round(claims * ENTITIES_PER_CLAIM)), random, hubs);
  const sources = generateSources(entities, random);
  const made: Proposition[] = [];
  const known = new Set<string>();
  const hubShare = (hubs.count * hubs.claims) / claims;
  const nextProposition = () =>
    hubShare > 0 && random.chance(hubShare)
      ? randomHubProposition(entities, random)
      : randomProposition(entities, random);
  for (let number = 0; known.size < claims; number += 1) {
    const mentions = new Map<string, ClaimSpec>();
    while (mentions.size < CLAIMS_PER_ARTICLE) {
      const repeated = made.length > 0 && (known.size === claims || random.chance(REPEAT_SHARE));
      const proposition = repeated ? random.pickHub(made) : nextProposition();
      const id = claimId(proposition);
      if (!known.has(id)) made.push(proposition);
      known.add(id);
      mentions.set(id, { ...proposition, citations: randomCitations(entities, random) });
    }
    yield buildArticle(number, [...mentions.values()], random.pickHub(sources), entities, random);
  }
}

interface EntityPool {
  readonly all: readonly Entity[];
  readonly byKind: ReadonlyMap<EntityKind, readonly Entity[]>;
  readonly byId: ReadonlyMap<string, Entity>;
  readonly hubs: readonly Entity[];
}

function generateEntities(count: number, random: Random, { count: hubCount }: HubOptions): EntityPool {
  const kinds: readonly EntityKind[] = ['STATE', 'ARMED_GROUP', 'ORGANIZATION'];
  const hubs = Array.from({ length: hubCount }, (_, number) =>
    entity(hubId(number), kinds[number % kinds.length], { name: `Hub ${number}` }),
  );
  const all = Array.from({ length: count }, (_, number) => {
    const kind = entityKinds[number % entityKinds.length] as EntityKind;
    const name = `${random.pick(FIRST_WORDS)} ${random.pick(SECOND_WORDS)} ${number}`;
    return entity(`${name.toLowerCase().replaceAll(' ', '-')}`, kind, {
      name,
      aliases: [`${random.pick(SECOND_WORDS)} of ${random.pick(FIRST_WORDS)} ${number}`],
      description: `The ${kind.toLowerCase().replace('_', ' ')} that is called ${name} by those who live there.`,
      identifiers: [{ scheme: 'wikidata', value: `Q${number}` }],
    });
  });
  return {
    all,
    byKind: new Map(entityKinds.map((kind) => [kind, all.filter((one) => one.kind === kind)])),
    byId: new Map([...all, ...hubs].map((one) => [one.id, one])),
    hubs,
  };
}

function generateSources({ all }: EntityPool, random: Random): Source[] {
  return Array.from({ length: SOURCES }, (_, number) => ({
    id: `source:outlet-${number}`,
    name: `Outlet ${number}`,
    reliability: random.pick<Reliability>(['A', 'B', 'B', 'C', 'C', 'D', 'E', 'F']),
    affiliation: random.chance(0.2) ? random.pickHub(all).id : null,
  }));
}

function randomProposition({ byKind }: EntityPool, random: Random): Proposition {
  const one = (kinds: readonly EntityKind[]) => random.pickHub(byKind.get(random.pick(kinds)) ?? []).id;
  const predicate = random.pick(predicates.filter((name) => !isAttribute(name) || name === 'KILLED'));
  const { domain, range } = predicateDefinition(predicate);
  const subjectId = one(domain);
  if (typeof range === 'string') {
    const min = random.below(200);
    return { subjectId, predicate, objectId: null, value: { type: 'COUNT', min, max: min } };
  }
  for (;;) {
    const objectId = one(range);
    if (objectId !== subjectId) return canonicalProposition({ subjectId, predicate, objectId, value: null });
  }
}

function randomHubProposition({ byKind, hubs }: EntityPool, random: Random): Proposition {
  const hub = random.pick(hubs);
  for (;;) {
    const predicate = random.pick(predicates.filter((name) => !isAttribute(name)));
    const { domain, range } = predicateDefinition(predicate);
    const isSubject = random.chance(0.5);
    const others = isSubject ? range : domain;
    const own = isSubject ? domain : range;
    if (typeof others === 'string' || typeof own === 'string' || !own.includes(hub.kind)) continue;
    const other = random.pick(byKind.get(random.pick(others)) ?? []).id;
    const [subjectId, objectId] = isSubject ? [hub.id, other] : [other, hub.id];
    return canonicalProposition({ subjectId, predicate, objectId, value: null });
  }
}

function randomCitations({ all }: EntityPool, random: Random): Partial<Citation>[] {
  return Array.from({ length: 1 + random.below(3) }, (_, index) => ({
    quote: `words ${index} of the ${random.pick(FIRST_WORDS)} ${random.pick(SECOND_WORDS)} that carry the claim, number ${random.below(1e6)}`,
    stance: random.chance(0.08) ? 'DENIES' : 'SUPPORTS',
    modality: random.chance(0.01) ? 'ADJUDICATED' : random.pick(MODALITIES),
    credibility: random.pick([1, 2, 2, 3, 3, 4, 6] as const),
    assertedBy: random.chance(0.4) ? [random.pickHub(all).id] : [],
  }));
}

function buildArticle(
  number: number,
  says: readonly ClaimSpec[],
  source: Source,
  { byId }: EntityPool,
  random: Random,
): AnnotatedArticle {
  const ids = says.flatMap(({ subjectId, objectId, citations = [] }) => [
    subjectId,
    objectId,
    ...citations.flatMap(({ assertedBy }) => assertedBy),
  ]);
  const owner = source.affiliation;
  const named = [...new Set([...ids, owner])]
    .map((id) => byId.get(id ?? ''))
    .filter((one) => one !== undefined);
  const day = (limit: number) => String(1 + random.below(limit)).padStart(2, '0');
  return article(`report-${number}`, {
    article: {
      title: `${random.pick(FIRST_WORDS)} and ${random.pick(SECOND_WORDS)}: report ${number}`,
      url: `https://outlet.example/${number}`,
      authors: [`${random.pick(FIRST_WORDS)} ${random.pick(SECOND_WORDS)}`],
      publishedAt: random.chance(0.05) ? null : `20${10 + random.below(20)}-${day(12)}-${day(28)}`,
      genre: random.pick(genres),
      derivedFrom: number > 0 && random.chance(0.1) ? `article:report-${random.below(number)}` : null,
      ...(random.chance(0.04)
        ? { retractedAt: '2031-05-01T00:00:00Z', retractionReason: 'Made up.' }
        : { retractedAt: null }),
    },
    source,
    entities: named,
    says,
  });
}
