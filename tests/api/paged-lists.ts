import type { Store } from '#ascribe/store/store.js';
import { articleOf, entity, type Sentence } from '../store-contract/article-builder.js';

/** Every kind of list that is paged, as a query for one page with everything that orders and counts it. */
const STATUSES = 'statuses: [CONFIRMED, REPORTED, ALLEGED, DISPUTED, DENIED]';
const connection = (item: string, extra = '') =>
  `{ ${extra} edges { cursor ${item} } pageInfo { hasNextPage endCursor } }`;
const counted = (item: string) => connection(item, 'totalCount');
const REF = 'node { ref }';
const ANY_REF = 'node { ... on Node { ref } }';

export const PAGED_LISTS: Readonly<Record<string, (page: string) => string>> = {
  entities: (page) => `{ list: entities(${page}) ${counted(REF)} }`,
  actors: (page) => `{ list: actors(${STATUSES}, ${page}) ${counted(REF)} }`,
  'actors that are sponsored': (page) =>
    `{ list: actors(${STATUSES}, where: { sponsorIds: ["vesk"] }, ${page}) ${counted(REF)} }`,
  attacks: (page) => `{ list: attacks(${STATUSES}, where: { minKilled: 1 }, ${page}) ${counted(REF)} }`,
  'attacks, the newest first': (page) =>
    `{ list: attacks(${STATUSES}, orderBy: NEWEST, ${page}) ${counted(REF)} }`,
  'actors, those with most claims first': (page) =>
    `{ list: actors(${STATUSES}, orderBy: MOST_CLAIMS, ${page}) ${counted(REF)} }`,
  'entities by name': (page) => `{ list: entities(orderBy: NAME, ${page}) ${counted(REF)} }`,
  'articles, the oldest first': (page) => `{ list: articles(orderBy: OLDEST, ${page}) ${counted(REF)} }`,
  'sources, those with most articles first': (page) =>
    `{ list: sources(orderBy: MOST_ARTICLES, ${page}) ${counted(REF)} }`,
  corridors: (page) => `{ list: corridors(${STATUSES}, ${page}) ${counted(REF)} }`,
  articles: (page) => `{ list: articles(${page}) ${counted(REF)} }`,
  sources: (page) => `{ list: sources(${page}) ${counted(REF)} }`,
  claims: (page) => `{ list: claims(${STATUSES}, ${page}) ${counted('node { ref status confidence }')} }`,
  'claims, the newest first': (page) =>
    `{ list: claims(${STATUSES}, orderBy: NEWEST, ${page}) ${counted(REF)} }`,
  'claims in a window': (page) =>
    `{ list: claims(${STATUSES}, where: { during: "2030", includeUndated: true }, ${page}) ${counted(REF)} }`,
  'claims of an entity': (page) =>
    `{ in: entity(id: "vesk") { list: claims(${STATUSES}, ${page}) ${counted(REF)} } }`,
  'claims of an article': (page) =>
    `{ in: article(id: "article:base-0") { list: claims(${STATUSES}, ${page}) ${counted(REF)} } }`,
  'claims that only one article supports': (page) =>
    `{ in: article(id: "article:base-1") { list: soleSupportFor(${STATUSES}, ${page}) ${counted(REF)} } }`,
  'claims that only one source supports': (page) =>
    `{ in: source(id: "source:house") { list: soleSupportFor(${STATUSES}, ${page}) ${counted(REF)} } }`,
  'articles of a source': (page) =>
    `{ in: source(id: "source:house") { list: articles(${page}) ${counted(REF)} } }`,
  citations: (page) =>
    `{ in: claims(${STATUSES}, where: { subjectIds: ["group-0"], objectIds: ["raid-0"], predicates: [PERPETRATED] }) { nodes { list: citations(${page}) ${counted(REF)} } } }`,
  roles: (page) =>
    `{ in: entity(id: "vesk") { ... on Actor { list: proxies(${STATUSES}, ${page}) ${counted(`${REF} claim { ref }`)} } } }`,
  chains: (page) =>
    `{ in: entity(id: "vesk") { ... on Actor { list: proxies(${STATUSES}, depth: 3, ${page}) ${counted(`${REF} distance`)} } } }`,
  casualties: (page) =>
    `{ in: entity(id: "raid-0") { ... on Attack { list: casualties(${STATUSES}, ${page}) ${counted(REF)} } } }`,
  attributions: (page) =>
    `{ in: entity(id: "raid-0") { ... on Attack { list: attributions(${STATUSES}, ${page}) ${counted('node { actor { ref } }')} } } }`,
  search: (page) => `{ list: search(text: "vesk", ${STATUSES}, ${page}) ${connection(ANY_REF)} }`,
  timeline: (page) =>
    `{ list: timeline(${STATUSES}, ${page}) ${connection('node { date from to claim { ref } }')} }`,
  contradictions: (page) =>
    `{ list: contradictions(${STATUSES}, ${page}) ${counted('node { kind subject { ref } predicate }')} }`,
  'claims of both sources': (page) =>
    `{ in: compareSources(aId: "source:house", bId: "source:rival", ${STATUSES}) { list: both(${page}) ${counted(REF)} } }`,
  'claims of one source only': (page) =>
    `{ in: compareSources(aId: "source:house", bId: "source:rival", ${STATUSES}) { list: onlyA(${page}) ${counted(REF)} } }`,
  'claims of the other source only': (page) =>
    `{ in: compareSources(aId: "source:house", bId: "source:rival", ${STATUSES}) { list: onlyB(${page}) ${counted(REF)} } }`,
  differences: (page) =>
    `{ in: compareSources(aId: "source:house", bId: "source:rival", ${STATUSES}) { list: differences(${page}) ${counted(`${REF} sentence`)} } }`,
  names: (page) => `{ in: entity(id: "vesk") { list: names(${page}) ${counted('node { text }')} } }`,
  descriptions: (page) =>
    `{ in: entity(id: "vesk") { list: descriptions(${page}) ${counted('node { text }')} } }`,
  'articles that declare a name': (page) =>
    `{ in: entity(id: "group-0") { names(first: 1) { nodes { list: articles(${page}) ${counted(REF)} } } } }`,
  warnings: (page) =>
    `{ in: source(id: "source:house") { annotationQuality { list: warnings(${page}) ${counted('node { code articleId citationId }')} } } }`,
};

export interface ListPage {
  readonly totalCount?: number;
  readonly edges: readonly Readonly<Record<string, unknown>>[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The list of a response, wherever it is. */
export function listIn(data: unknown): ListPage | null {
  if (typeof data !== 'object' || data === null) return null;
  if ('list' in data) return data.list as ListPage;
  for (const value of Object.values(data)) {
    const found = listIn(value);
    if (found !== null) return found;
  }
  return null;
}

const GROUPS = Array.from({ length: 5 }, (_, at) => `group-${at}`);
const RAIDS = Array.from({ length: 5 }, (_, at) => `raid-${at}`);

/** One article of the base. Every other one is by the rival, accuses instead of reporting, and has other figures. */
function baseArticle(at: number, edition: number) {
  const rival = at % 2 === 1;
  const modality = rival ? 'ACCUSED_BY_AUTHORITIES' : 'REPORTED_AS_FACT';
  const named = (id: string, kind: 'STATE' | 'ARMED_GROUP') => ({
    ...entity(id, kind),
    name: id === 'vesk' ? `vesk ${(at + edition) % 5}` : id,
    description: `It is known as ${(at * 3 + edition) % 5}.`,
  });
  const entities = [
    named('vesk', 'STATE'),
    ...GROUPS.map((id) => named(id, 'ARMED_GROUP')),
    ...RAIDS.map((id) => entity(id, 'ATTACK')),
    ...RAIDS.map((_, index) => entity(`pass-${index}`, 'CORRIDOR')),
  ];
  const killed = (subject: string, value: number): Sentence => ({
    subject,
    predicate: 'KILLED',
    value: { type: 'COUNT', min: value, max: value },
    modality,
    quote: `killed ${value} people in ${subject}`,
  });
  const sayings: Sentence[] = [
    ...GROUPS.filter((_, index) => (index + edition) % (at + 2) !== 0).map(
      (object, index): Sentence => ({
        subject: 'vesk',
        predicate: 'FUNDS',
        object,
        modality,
        quote: `vesk ${at}`,
        validFrom: `${2026 + ((index + at) % 5)}`,
        validTo: '2031',
      }),
    ),
    ...GROUPS.map(
      (subject): Sentence => ({
        subject,
        predicate: 'PERPETRATED',
        object: 'raid-0',
        modality,
        quote: 'so',
      }),
    ),
    ...GROUPS.slice(1).map(
      (object): Sentence => ({ subject: 'group-0', predicate: 'FUNDS', object, modality, quote: 'paid' }),
    ),
    ...RAIDS.map((raid, index) => killed(raid, 10 * (index + 1) + at)),
    ...RAIDS.map(
      (_, index): Sentence => ({
        subject: 'vesk',
        predicate: 'BACKS',
        object: `pass-${index}`,
        modality,
        quote: 'backed',
      }),
    ),
  ];
  return articleOf(`base-${at}`, entities, sayings, {
    source: ['house', 'rival', 'house', 'rival', 'house', 'rival', 'third', 'fourth'][at] as string,
    publishedAt: `2031-04-${10 + at}`,
  });
}

const BASE_SIZE = 8;
export const putBase = (store: Store) =>
  store.write((writer) => writer.put(Array.from({ length: BASE_SIZE }, (_, at) => baseArticle(at, 0))));

/** A write that moves records within and between pages. `kind` and `at` are any whole numbers. */
export async function disturb(store: Store, kind: number, at: number): Promise<void> {
  const articleId = `article:base-${at % BASE_SIZE}`;
  const analyst = 'ada';
  await store.write(async (writer) => {
    switch (kind % 4) {
      case 0:
        return writer.put([baseArticle(at % BASE_SIZE, 1 + (at % 4))]);
      case 1:
        return writer.retract({ articleId, reason: 'wrong', analyst, includeDerived: false });
      case 2: {
        const { items } = await store.list(
          'claims',
          { statuses: ['CONFIRMED', 'REPORTED', 'ALLEGED', 'DISPUTED'] },
          { first: 100, after: null },
        );
        const claim = items[at % items.length];
        if (claim === undefined) return undefined;
        const status = at % 2 === 0 ? 'CONFIRMED' : 'ALLEGED';
        return writer.assess({ claimId: claim.id, analyst, status, confidence: at % 101, rationale: 'so' });
      }
      default: {
        // Sorts before all others in every order by id and by date.
        const newcomer = `aa-${at}`;
        const entities = [
          entity(newcomer, 'ARMED_GROUP'),
          entity('vesk', 'STATE'),
          entity(`${newcomer}-raid`, 'ATTACK'),
          entity(`${newcomer}-pass`, 'CORRIDOR'),
          entity('raid-0', 'ATTACK'),
        ];
        return writer.put([
          articleOf(
            newcomer,
            entities,
            [
              { subject: 'vesk', predicate: 'FUNDS', object: newcomer },
              { subject: newcomer, predicate: 'PERPETRATED', object: 'raid-0' },
              { subject: newcomer, predicate: 'BACKS', object: `${newcomer}-pass` },
            ],
            { source: at % 2 === 0 ? 'house' : newcomer, publishedAt: '2031-05' },
          ),
        ]);
      }
    }
  });
}

/** Undoes all that `disturb` retracted, and puts the base again. */
export async function restoreBase(store: Store): Promise<void> {
  await putBase(store);
  for (let at = 0; at < BASE_SIZE; at++)
    await store
      .write((writer) => writer.restore({ articleId: `article:base-${at}`, analyst: 'ada' }))
      .catch((error: { code?: string }) => {
        if (error.code !== 'NOT_RETRACTED') throw error;
      });
}
