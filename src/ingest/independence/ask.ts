import { readAhead } from '../../async/read-ahead.js';
import { didYouMean, suggestWords } from '../../documents/did-you-mean.js';
import type { DocumentPath } from '../../documents/document-path.js';
import {
  createIndependenceQuestions,
  describeConfirmed,
  describeQuestion,
  type IndependenceCode,
  type IndependenceQuestion,
  publisherKeys,
  questionsBehindConfirmed,
  samePublisher,
  type Tie,
} from '../../domain/analysis/independence.js';
import { sourceFromDeclarations } from '../../domain/declarations.js';
import type { Evidence } from '../../domain/derivation/evidence.js';
import { slugOf } from '../../domain/ids.js';
import type { IndependenceGraph } from './graph.js';
import type { RunClaim, RunRecords } from './run-records.js';

/** A question, and the place in the run that raises it. */
export interface IndependenceWarning {
  readonly code: IndependenceCode;
  readonly message: string;
  readonly seq: number;
  readonly path: DocumentPath;
}

interface Listeners {
  /** One line for each claim that is CONFIRMED only because of what is asked. */
  readonly onConfirmed: (line: string) => void;
  /** Every question once; `isDeciding` if a line of `onConfirmed` has it. */
  readonly onQuestion: (warning: IndependenceWarning, isDeciding: boolean) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Searches for similar ids of articles; each reads the store. */
const MAX_ID_SEARCHES = 200;
/** A claim that more documents of the run make is not asked about. */
const MAX_ARTICLES_OF_CLAIM = 1000;

/**
 * Asks about the independence of the claims of a run: who may be one voice, which sources may be one publisher, and which `derivedFrom`
 * may be a slip. Changes nothing, because only an annotator can know.
 */
export async function askAboutRun(
  run: RunRecords,
  graph: IndependenceGraph,
  { onConfirmed, onQuestion, signal }: Listeners,
): Promise<void> {
  const asked = new Set<string>();
  const askOnce = (
    code: IndependenceCode,
    pair: readonly string[],
    warn: () => Omit<IndependenceWarning, 'code'>,
    isDeciding = false,
  ): void => {
    const key = [code, ...pair.toSorted()].join(' ');
    if (asked.has(key)) return;
    asked.add(key);
    onQuestion({ code, ...warn() }, isDeciding);
  };
  const policy = await graph.policy();
  const ties = createTieLoader(graph);
  let urls: ArticleUrls = new Map();
  const ask = createIndependenceQuestions({
    tiesOf: ties.of,
    urlOf: (id) => urls.get(id)?.url ?? null,
    isArticle: (id) => urls.has(id),
  });
  for await (const { claims, articles, mayBeConfirmed } of readAhead(readParts(run, graph, ties))) {
    if (signal?.aborted) return;
    urls = articles;
    for (const [claim, evidence] of claims) {
      const questions = ask(claim, evidence);
      const deciding = mayBeConfirmed.has(claim)
        ? questionsBehindConfirmed(claim, evidence, questions, policy)
        : [];
      if (deciding.length > 0) onConfirmed(describeConfirmed(claim, deciding));
      for (const question of questions)
        askOnce(question.code, question.pair, () => warningOf(question, claim), deciding.includes(question));
    }
  }
  for await (const { question, seq } of samePublishers(run, graph.sourcePages)) {
    const path = ['article', 'source'];
    askOnce(question.code, question.pair, () => ({ message: describeQuestion(question), seq, path }));
  }
  for await (const warning of unknownOriginals(run, graph))
    askOnce(warning.code, [warning.message], () => warning);
}

const warningOf = (question: IndependenceQuestion, { seq, index }: RunClaim) => ({
  message: describeQuestion(question),
  seq,
  path: ['claims', index],
});

type ArticleUrls = Awaited<ReturnType<IndependenceGraph['articles']>>;

/** Claims to ask about, each with its evidence. */
interface Part {
  readonly claims: readonly (readonly [RunClaim, readonly Evidence[]])[];
  /** The articles of the evidence. */
  readonly articles: ArticleUrls;
  readonly mayBeConfirmed: ReadonlySet<RunClaim>;
}

/** Reads the claims to ask about, in the order of the run, and the ties of their voices. */
async function* readParts(run: RunRecords, graph: IndependenceGraph, ties: TieLoader): AsyncGenerator<Part> {
  for (const batch of run.claimBatches()) {
    const { chosen, mayBeConfirmed } = await chooseClaims(batch, graph, ties);
    for (const part of inParts(chosen)) {
      const evidence = await graph.evidenceOf(part);
      const all = evidence.flat();
      await ties.load(
        all.flatMap(({ voices: { speaker, owner, subject, object } }) => [
          ...[...speaker, ...owner],
          ...[...subject, ...object],
        ]),
      );
      const articles = await graph.articles([...new Set(all.flatMap(({ lineage }) => lineage))]);
      yield {
        claims: part.map((claim, index) => [claim, evidence[index] ?? []] as const),
        articles,
        mayBeConfirmed,
      };
    }
  }
}

/** Splits claims so that the evidence of each part fits in memory. */
function* inParts(claims: readonly RunClaim[]): Generator<readonly RunClaim[]> {
  let part: RunClaim[] = [];
  let articles = 0;
  for (const claim of claims) {
    articles += claim.articles;
    if (articles > MAX_ARTICLES_OF_CLAIM && part.length > 0) {
      yield part;
      part = [];
      articles = claim.articles;
    }
    part.push(claim);
  }
  if (part.length > 0) yield part;
}

/** Chooses those that may be CONFIRMED, and those with a speaker or owner if one of their entities has ties. */
async function chooseClaims(
  all: readonly RunClaim[],
  graph: IndependenceGraph,
  ties: TieLoader,
): Promise<{ readonly chosen: readonly RunClaim[]; readonly mayBeConfirmed: ReadonlySet<RunClaim> }> {
  const claims = all.filter(({ articles }) => articles <= MAX_ARTICLES_OF_CLAIM);
  const mayBeConfirmed = new Set(await graph.mayBeConfirmed(claims));
  await ties.load(claims.flatMap((claim) => (claim.speaking.length > 0 ? entityIdsOf(claim) : [])));
  const hasTies = (claim: RunClaim) =>
    claim.speaking.length > 0 &&
    entityIdsOf(claim).some((id) => ties.of(id).some((tie) => tie.claim?.id !== claim.id));
  return { chosen: claims.filter((claim) => mayBeConfirmed.has(claim) || hasTies(claim)), mayBeConfirmed };
}

const entityIdsOf = ({ speaking, subjectId, objectId }: RunClaim): string[] => [
  ...speaking,
  subjectId,
  ...(objectId === null ? [] : [objectId]),
];

interface TieLoader {
  /** Loads the ties of these entities and of all above them. */
  readonly load: (entityIds: readonly string[]) => Promise<void>;
  readonly of: (entityId: string) => readonly Tie[];
}

/** Begins to forget what it loaded once it is this much. */
const MAX_LOADED = 100_000;

function createTieLoader(graph: IndependenceGraph): TieLoader {
  let loaded = new Map<string, Tie[]>();
  // What was loaded before: while one part is asked about, the next is loaded.
  let older = new Map<string, Tie[]>();
  const of = (entityId: string) => loaded.get(entityId) ?? older.get(entityId) ?? [];
  return {
    async load(entityIds) {
      if (loaded.size > MAX_LOADED) {
        older = loaded;
        loaded = new Map();
      }
      for (let next = [...new Set(entityIds)]; next.length > 0; ) {
        const ids = next.filter((id) => !loaded.has(id));
        if (ids.length === 0) return;
        const ties = await graph.ties(ids);
        const kinds =
          ties.length === 0 ? new Map() : await graph.kinds([...new Set(ties.map(({ from }) => from))]);
        for (const id of ids) loaded.set(id, []);
        // A state belongs to alliances, and is the organ of none.
        for (const tie of ties)
          if (tie.claim === null || kinds.get(tie.from) !== 'STATE') loaded.get(tie.from)?.push(tie);
        next = [...new Set(ids.flatMap((id) => of(id).map(({ to }) => to)))];
      }
    },
    of,
  };
}

/** Pairs of sources with one name or one web host: of the run with each other, then by name with those of the store. */
async function* samePublishers(
  run: RunRecords,
  sourcePages: IndependenceGraph['sourcePages'],
): AsyncGenerator<{ readonly question: IndependenceQuestion; readonly seq: number }> {
  for (const [first, ...others] of run.sharedPublisherKeys()) {
    if (first === undefined) continue;
    const owners = ownersOf(run, [first, ...others]);
    for (const { sourceId, finding, seq } of others)
      if (!haveOneOwner(owners.get(first.sourceId), owners.get(sourceId)))
        yield { question: samePublisher([first.sourceId, sourceId], finding), seq };
  }
  for await (const sources of sourcePages()) {
    const keyed = sources.flatMap((source) =>
      publisherKeys({ ...source, url: null }).map(({ key }) => ({ key, source })),
    );
    const rows = run.publishersWith(keyed.map(({ key }) => key));
    const owners = ownersOf(run, rows);
    for (const { key, source } of rows.length === 0 ? [] : keyed)
      for (const { sourceId, finding, seq } of rows.filter((row) => row.key === key))
        if (source.id !== sourceId && !haveOneOwner(source.affiliation, owners.get(sourceId)))
          yield { question: samePublisher([source.id, sourceId], finding), seq };
  }
}

function ownersOf(
  run: RunRecords,
  rows: readonly { readonly sourceId: string }[],
): ReadonlyMap<string, string | null> {
  const sources = run.sources(rows.map(({ sourceId }) => sourceId));
  return new Map(
    [...sources].map(([id, declarations]) => [id, sourceFromDeclarations(id, declarations).affiliation]),
  );
}

const haveOneOwner = (one: string | null | undefined, other: string | null | undefined): boolean =>
  one != null && one === other;

/** The articles that `derivedFrom` names and nobody has, each with the closest ids. */
async function* unknownOriginals(
  run: RunRecords,
  graph: IndependenceGraph,
): AsyncGenerator<IndependenceWarning> {
  let searches = 0;
  for (const batch of run.unknownOriginals()) {
    const known = await graph.articles(batch.map(({ original }) => original));
    for (const { original, seq } of batch) {
      if (known.has(original)) continue;
      const candidates =
        ++searches > MAX_ID_SEARCHES
          ? []
          : [...run.articleIdsOfSimilarLength(original), ...(await graph.closestArticleIds(original))];
      const similar = suggestWords(slugOf(original), candidates.map(slugOf));
      const message = `no article "${slugOf(original)}" is in the run or in the store${didYouMean(similar)}`;
      yield { code: 'UNKNOWN_ORIGINAL', message, seq, path: ['article', 'derivedFrom'] };
    }
  }
}
