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
import { article, entity, type Said } from '../tests/store-contract/articles.js';
import { type Random, seeded } from './random.js';

/** Mentions of claims in an article. */
const MENTIONS = 20;
/** The share of mentions that repeat a claim of an earlier article. */
const REPEATED = 0.3;
const ENTITIES_PER_CLAIM = 0.1;
const SOURCES = 60;

const genres = Object.keys(GENRES) as Genre[];
const FIRST =
  'Amber Black Cedar Dawn Eagle Falcon Golden Harbour Iron Jade Karst Lion Marsh North Ochre'.split(' ');
const SECOND = 'Bay Crown Dune Forge Gate Hill Isle Knoll Lake Moor Notch Oak Pass Quarry Ridge Strand'.split(
  ' ',
);
const MODALITIES: readonly Modality[] = [
  'REPORTED_AS_FACT',
  'REPORTED_AS_FACT',
  'ACCUSED_BY_AUTHORITIES',
  'ACCUSED',
  'ASSESSED',
  'POSSIBLE',
  'ADMITTED',
];

/** Entities of which each is an end of about so many claims, whose other ends are anywhere. */
export interface Hubs {
  readonly count: number;
  readonly claims: number;
}

const NO_HUBS: Hubs = { count: 0, claims: 0 };

/** Of the nth of the hubs that a world was asked for. */
export const hubId = (number: number): string => `hub-${number}`;

/**
 * Articles that make a graph of this many claims, one by one, the same in each run: a tenth as many entities, of which the first are
 * hubs; claims that several articles make, each with a citation or more; denials, copies of articles, and some that were retracted.
 */
export function* articlesOf(claims: number, seed = 1, hubs: Hubs = NO_HUBS): Generator<AnnotatedArticle> {
  const random = seeded(seed);
  const entities = entitiesOf(Math.max(90, Math.round(claims * ENTITIES_PER_CLAIM)), random, hubs);
  const sources = sourcesOf(entities, random);
  const made: Proposition[] = [];
  const known = new Set<string>();
  const ofHubs = (hubs.count * hubs.claims) / claims;
  const madeUp = () =>
    ofHubs > 0 && random.chance(ofHubs) ? ofAHub(entities, random) : propositionOf(entities, random);
  for (let number = 0; known.size < claims; number += 1) {
    const mentions = new Map<string, Said>();
    while (mentions.size < MENTIONS) {
      const repeated = made.length > 0 && (known.size === claims || random.chance(REPEATED));
      const proposition = repeated ? random.pickHub(made) : madeUp();
      const id = claimId(proposition);
      if (!known.has(id)) made.push(proposition);
      known.add(id);
      mentions.set(id, { ...proposition, citations: citationsOf(entities, random) });
    }
    yield articleOf(number, [...mentions.values()], random.pickHub(sources), entities, random);
  }
}

interface Cast {
  readonly all: readonly Entity[];
  readonly byKind: ReadonlyMap<EntityKind, readonly Entity[]>;
  readonly byId: ReadonlyMap<string, Entity>;
  readonly hubs: readonly Entity[];
}

function entitiesOf(count: number, random: Random, asked: Hubs): Cast {
  const kinds: readonly EntityKind[] = ['STATE', 'ARMED_GROUP', 'ORGANIZATION'];
  const hubs = Array.from({ length: asked.count }, (_, number) =>
    entity(hubId(number), kinds[number % kinds.length], { name: `Hub ${number}` }),
  );
  const all = Array.from({ length: count }, (_, number) => {
    const kind = entityKinds[number % entityKinds.length] as EntityKind;
    const name = `${random.pick(FIRST)} ${random.pick(SECOND)} ${number}`;
    return entity(`${name.toLowerCase().replaceAll(' ', '-')}`, kind, {
      name,
      aliases: [`${random.pick(SECOND)} of ${random.pick(FIRST)} ${number}`],
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

function sourcesOf({ all }: Cast, random: Random): Source[] {
  return Array.from({ length: SOURCES }, (_, number) => ({
    id: `source:outlet-${number}`,
    name: `Outlet ${number}`,
    reliability: random.pick<Reliability>(['A', 'B', 'B', 'C', 'C', 'D', 'E', 'F']),
    affiliation: random.chance(0.2) ? random.pickHub(all).id : null,
  }));
}

function propositionOf({ byKind }: Cast, random: Random): Proposition {
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

function ofAHub({ byKind, hubs }: Cast, random: Random): Proposition {
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

function citationsOf({ all }: Cast, random: Random): Partial<Citation>[] {
  return Array.from({ length: 1 + random.below(3) }, (_, index) => ({
    quote: `words ${index} of the ${random.pick(FIRST)} ${random.pick(SECOND)} that carry the claim, number ${random.below(1e6)}`,
    stance: random.chance(0.08) ? 'DENIES' : 'SUPPORTS',
    modality: random.chance(0.01) ? 'ADJUDICATED' : random.pick(MODALITIES),
    credibility: random.pick([1, 2, 2, 3, 3, 4, 6] as const),
    assertedBy: random.chance(0.4) ? [random.pickHub(all).id] : [],
  }));
}

function articleOf(
  number: number,
  says: readonly Said[],
  source: Source,
  { byId }: Cast,
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
      title: `${random.pick(FIRST)} and ${random.pick(SECOND)}: report ${number}`,
      url: `https://outlet.example/${number}`,
      authors: [`${random.pick(FIRST)} ${random.pick(SECOND)}`],
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
