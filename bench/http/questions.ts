import { ROLES, withNarrower } from '#ascribe/domain/ontology.js';
import type { Claim, ClaimStatus } from '#ascribe/domain/records.js';
import type { Page, Reads } from '#ascribe/store/store.js';
import { type Random, seededRandom } from '../random.js';
import { DIRECTED_PREDICATES, STATUSES } from '../traversal/filter.js';
import { type ApiQuery, ONE_HOP } from '../traversal/measure-api.js';
import { pickStarts } from '../traversal/starts.js';

/** A question in both schemas, and the variables of each request, the same for both. */
export interface Question extends ApiQuery {
  readonly variables: readonly Record<string, unknown>[];
}

const SPONSORING = withNarrower(ROLES.ACTOR.proxies.predicates);
/** What a list returns at most unless `first` says otherwise. */
const DEFAULT_FIRST = 20;

const libraryRole = (alias: string, status: ClaimStatus, limit: number): string =>
  `${alias}: subjectOf(where: { status: { eq: "${status}" }, predicate: { in: ${JSON.stringify(SPONSORING)} } },
     limit: ${limit}, sort: [{ orderKey: ASC }]) { ...Said }`;

/** The first question of the README, for any actor. */
const README_QUESTION: ApiQuery = {
  name: 'the question of the README',
  ascribe: `query ($id: ID!) { entity(id: $id) { ... on Actor {
      confirmed: proxies(statuses: [CONFIRMED]) { ...Said }
      alleged: proxies(statuses: [ALLEGED], first: 1) { ...Said }
      disputed: proxies(statuses: [DISPUTED]) { ...Said }
    } } }
    fragment Said on ActorRoleConnection {
      edges { node { name } claim { confidence citations(first: 1) { nodes { quote modality assertedBy { name } } } } }
    }`,
  neo4jGraphql: `query ($id: String!) { entities(where: { id: { eq: $id } }) {
      ${libraryRole('confirmed', 'CONFIRMED', DEFAULT_FIRST)}
      ${libraryRole('alleged', 'ALLEGED', 1)}
      ${libraryRole('disputed', 'DISPUTED', DEFAULT_FIRST)}
    } }
    fragment Said on Claim {
      confidence object { name } citations(limit: 1, sort: [{ orderKey: ASC }]) { quote modality assertedBy { name } }
    }`,
};

const ALIASES = ['entity1', 'entity2', 'entity3', 'entity4', 'entity5'];
const eachAlias = (field: (alias: string) => string): string => ALIASES.map(field).join('\n');

/** Five entities that a dashboard watches, each with its first claims and one quote for each. */
const DASHBOARD: ApiQuery = {
  name: 'a dashboard page of five aliases',
  ascribe: `query (${eachAlias((alias) => `$${alias}: ID!`)} $statuses: [ClaimStatus!]!, $predicates: [Predicate!]) {
      ${eachAlias((alias) => `${alias}: entity(id: $${alias}) { ...Card }`)}
    }
    fragment Card on Entity { id name
      claims(statuses: $statuses, where: { predicates: $predicates }, direction: OUT, first: 5) {
        nodes { id predicate status confidence object { id name }
          citations(first: 1) { nodes { quote stance article { title source { name } } } } }
      }
    }`,
  neo4jGraphql: `query (${eachAlias((alias) => `$${alias}: String!`)} $statuses: [String!]!, $predicates: [String!]!) {
      ${eachAlias((alias) => `${alias}: entities(where: { id: { eq: $${alias} } }) { ...Card }`)}
    }
    fragment Card on Entity { id name
      subjectOf(where: { status: { in: $statuses }, predicate: { in: $predicates } }, limit: 5, sort: [{ orderKey: ASC }]) {
        id predicate status confidence object { id name }
        citations(limit: 1, sort: [{ orderKey: ASC }]) { quote stance article { title source { name } } }
      }
    }`,
};

/** The questions, each about `count` ordinary entities; those of the README about actors that are said to sponsor others. */
export async function pickQuestions(store: Reads, claims: number, count: number): Promise<Question[]> {
  const { ordinary } = await pickStarts(store, claims, count * ALIASES.length);
  const ids = ordinary.map(({ from }) => from);
  const filter = { statuses: STATUSES, predicates: DIRECTED_PREDICATES };
  const pages = Array.from({ length: count }, (_, page) =>
    Object.fromEntries(ALIASES.map((alias, at) => [alias, ids[page * ALIASES.length + at]])),
  );
  const sponsors = await pickSponsors(store, seededRandom(claims + 2), count);
  return [
    { ...ONE_HOP, variables: ids.slice(0, count).map((id) => ({ id, ...filter })) },
    { ...README_QUESTION, variables: sponsors.map((id) => ({ id })) },
    { ...DASHBOARD, variables: pages.map((page) => ({ ...page, ...filter })) },
  ];
}

/** Subjects of claims that the README's question returns. */
async function pickSponsors(store: Reads, random: Random, count: number): Promise<string[]> {
  const subjects = new Set<string>();
  for (let after: string | null = null; ; ) {
    const { items, cursors, hasNext }: Page<Claim> = await store.list(
      'claims',
      { statuses: ['CONFIRMED', 'ALLEGED', 'DISPUTED'], predicates: SPONSORING },
      { first: 5000, after },
    );
    for (const { subjectId } of items) if (!subjectId.startsWith('hub-')) subjects.add(subjectId);
    after = cursors.at(-1) ?? null;
    if (!hasNext) break;
  }
  return Array.from({ length: count }, () => random.pick([...subjects]));
}
