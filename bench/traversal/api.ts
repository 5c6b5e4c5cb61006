import { isDeepStrictEqual } from 'node:util';
import type { Driver } from 'neo4j-driver';
import type { Store } from '#ascribe/store/store.js';
import { byTurns, type Spread } from './by-turns.js';
import { DIRECTED, STATUSES } from './filter.js';
import { openOurs } from './ours.js';
import { openRival } from './rival.js';
import type { Start, Starts } from './starts.js';

export interface ApiResult {
  readonly name: string;
  readonly from: keyof Starts;
  readonly times: Readonly<Record<string, Spread>>;
}

/** The same question to ascribe and to the library, each in its own words. */
interface ApiQuestion {
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
}

const FIRST = 10;
const CITATION = 'quote stance modality article { id title source { id name } }';
const CITED = {
  ours: `citations(first: ${FIRST}) { nodes { ${CITATION} } }`,
  theirs: `citations(limit: ${FIRST}, sort: [{ orderKey: ASC }]) { ${CITATION} }`,
};

const ours = (hops: number, more: string): string =>
  hops === 0
    ? ''
    : `claims(statuses: $statuses, predicates: $predicates, direction: OUT, first: ${FIRST})
       { nodes { id predicate status confidence ${more} object { id name ${ours(hops - 1, more)} } } }`;
const theirs = (hops: number, more: string): string =>
  hops === 0
    ? ''
    : `subjectOf(where: { status: { in: $statuses }, predicate: { in: $predicates } }, limit: ${FIRST}, sort: [{ orderKey: ASC }])
       { id predicate status confidence ${more} object { id name ${theirs(hops - 1, more)} } }`;

const question = (name: string, hops: number, more = { ours: '', theirs: '' }): ApiQuestion => ({
  name,
  ours: `query ($id: ID!, $statuses: [ClaimStatus!]!, $predicates: [Predicate!])
         { entity(id: $id) { id name ${ours(hops, more.ours)} } }`,
  theirs: `query ($id: String!, $statuses: [String!]!, $predicates: [String!]!)
           { entities(where: { id: { eq: $id } }) { id name ${theirs(hops, more.theirs)} } }`,
});

const QUESTIONS: readonly ApiQuestion[] = [
  question('one hop with citations, articles and sources', 1, CITED),
  question('two hops', 2),
  question('three hops', 3),
];

interface Measured {
  readonly stores: Readonly<Record<string, Store>>;
  readonly driver: Driver | undefined;
  readonly starts: Starts;
  readonly only: RegExp;
  readonly say: (line: string) => void;
}

/** GraphQL run in this process on all sides; throws where any two answer differently. */
export async function measureApi({ stores, driver, starts, only, say }: Measured): Promise<ApiResult[]> {
  const library = driver === undefined ? undefined : await openRival(driver);
  const results: ApiResult[] = [];
  for (const question of QUESTIONS.filter(({ name }) => only.test(name)))
    for (const from of ['ordinary', 'hubs'] as const) {
      say(`${question.name}, ${from}`);
      const asked = {
        ...Object.fromEntries(
          Object.entries(stores).map(([name, store]) => [name, openOurs(store)(question.ours)]),
        ),
        ...(library && { '@neo4j/graphql': library(question.theirs) }),
      };
      const rivals = Object.fromEntries(
        Object.entries(asked).map(([name, ask]) => [
          name,
          ({ from }: Start) => ask({ id: from, statuses: STATUSES, predicates: DIRECTED }),
        ]),
      );
      for (const start of starts[from].slice(0, 5)) await requireSame(question.name, rivals, start);
      results.push({ name: question.name, from, times: await byTurns(rivals, starts[from]) });
    }
  return results;
}

type Rivals = Readonly<Record<string, (start: Start) => Promise<unknown>>>;

async function requireSame(name: string, rivals: Rivals, start: Start): Promise<void> {
  const answers: [string, unknown][] = [];
  for (const [rival, ask] of Object.entries(rivals)) answers.push([rival, plain(await ask(start))]);
  const [[first, one] = ['', null], ...others] = answers;
  for (const [other, answer] of others)
    if (!isDeepStrictEqual(answer, one))
      throw new Error(`${name} from ${start.from}: ${first} and ${other} answer differently`);
}

/** Both forms alike: the library says `subjectOf` and a list where ascribe says `claims` with nodes, and a list of one for a record. */
function plain(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(plain);
  if (typeof answer !== 'object' || answer === null) return answer;
  const fields = Object.entries(answer).map(([name, value]) => {
    if (name === 'entities') return ['entity', plain(value[0])];
    if (name === 'subjectOf') return ['claims', plain(value)];
    if (value?.nodes !== undefined) return [name, plain(value.nodes)];
    if (['object', 'article', 'source'].includes(name) && Array.isArray(value))
      return [name, plain(value[0])];
    return [name, plain(value)];
  });
  return Object.fromEntries(fields);
}
