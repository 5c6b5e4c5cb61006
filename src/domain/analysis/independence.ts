import { distance } from 'fastest-levenshtein';
import { connectedGroups } from '../connected-groups.js';
import { nameWords } from '../declared-texts.js';
import { derive } from '../derivation/derive.js';
import type { Evidence } from '../derivation/evidence.js';
import type { Policy } from '../derivation/policy.js';
import { slugOf } from '../ids.js';
import { joinWords } from '../join-words.js';
import { memoize } from '../memoize.js';
import { compareText } from '../order.js';
import type { ClaimStatus, Proposition } from '../records.js';
import { shareVoice } from '../voices.js';
import { verbalizeProposition } from './verbalize.js';

/** Signs that two voices, sources or articles that count as independent may be one. Only an annotator can know. */
export const INDEPENDENCE_CODES = {
  UNDECLARED_ORGAN:
    'The speaker or the owner of a source, by a claim PART_OF, MEMBER_OF, LEADS, MERGED_INTO or SAME_AS, belongs to another voice of the same claim, is the same, or belongs to one body with it, and no article says organOf.',
  SAME_PUBLISHER: 'Two sources have one name, or articles at one web host.',
  UNKNOWN_ORIGINAL: 'derivedFrom names an article that is neither in the run nor in the store.',
} as const;
export type IndependenceCode = keyof typeof INDEPENDENCE_CODES;

export const TIE_PREDICATES = ['PART_OF', 'MEMBER_OF', 'LEADS', 'MERGED_INTO', 'SAME_AS'] as const;

/** One entity belongs to another, or is the same: a claim says so, or an article declares it as an organ. */
export interface Tie {
  readonly from: string;
  readonly to: string;
  readonly predicate: (typeof TIE_PREDICATES)[number] | 'organOf';
  /** The claim and its status; null for an organ. */
  readonly claim: { readonly id: string; readonly status: ClaimStatus } | null;
}

/** What is known beyond the evidence of a claim. */
export interface IndependenceFacts {
  /** Those that begin at an entity. Leave out what is denied or retracted, and those of states, which are nobody's organ. */
  readonly tiesOf: (entityId: string) => readonly Tie[];
  readonly urlOf: (articleId: string) => string | null;
  /** False for an id that only `derivedFrom` names. */
  readonly isArticle: (articleId: string) => boolean;
}

/** A question whether two that count as independent are one. */
export interface IndependenceQuestion {
  readonly code: IndependenceCode;
  /** Ids of two entities, two sources, or two articles. */
  readonly pair: readonly [string, string];
  /** Why one may ask: `although m-orne MEMBER_OF vesk-ministry is REPORTED`. */
  readonly finding: string;
  /** What to write if they are one. */
  readonly advice: string;
  /** The ids that would then be one: of voices, of sources, or of articles. */
  readonly merges: { readonly what: 'voice' | 'source' | 'article'; readonly ids: readonly string[] };
}

/**
 * Returns a function that asks all questions about the live evidence of a claim. The order of the evidence does not matter. It remembers the ties
 * that it followed: those of an entity must not change.
 */
export function createIndependenceQuestions(
  facts: IndependenceFacts,
): (claim: { readonly id: string }, evidence: readonly Evidence[]) => IndependenceQuestion[] {
  const reachedBy = createTieFollower(facts);
  return (claim, evidence) => {
    const live = evidence.filter((one) => one.live).sort((a, b) => compareText(a.citation.id, b.citation.id));
    return [
      ...askAboutVoices(live, (id) => reachedBy(id, claim.id)),
      ...askAboutPublishers(live, facts),
      ...askAboutOriginals(live, facts),
    ];
  };
}

/** At most this many questions are tried out; a claim with more has other problems. */
const MAX_TRIED = 50;

/** The questions, as few as possible, without whose answer the claim is not CONFIRMED. Empty if it is CONFIRMED anyway, or not at all. */
export function questionsBehindConfirmed(
  proposition: Proposition,
  evidence: readonly Evidence[],
  questions: readonly IndependenceQuestion[],
  policy: Policy,
): IndependenceQuestion[] {
  const tried = questions.slice(0, MAX_TRIED);
  const isConfirmed = (merged: readonly IndependenceQuestion[]) =>
    derive(proposition, mergeEvidence(evidence, merged), policy).status === 'CONFIRMED';
  if (tried.length === 0 || !isConfirmed([]) || isConfirmed(tried)) return [];
  return tried.reduce<readonly IndependenceQuestion[]>((needed, question) => {
    const rest = needed.filter((one) => one !== question);
    return isConfirmed(rest) ? needed : rest;
  }, tried) as IndependenceQuestion[];
}

/** `m-orne and vesk-ministry count as two voices, although …; if …, write …` */
export function describeQuestion(question: IndependenceQuestion): string {
  return `${describePair(question)}; ${question.advice}`;
}

/** One line about a claim, for the result of `questionsBehindConfirmed`. */
export function describeConfirmed(
  proposition: Proposition,
  questions: readonly IndependenceQuestion[],
): string {
  const reasons = joinWords(questions.map(describePair), 'and');
  const advice = new Set(questions.map((question) => question.advice));
  return `${verbalizeProposition(proposition)} is CONFIRMED only because ${[reasons, ...advice].join('; ')}`;
}

const COUNTED_AS = {
  UNDECLARED_ORGAN: 'two voices',
  SAME_PUBLISHER: 'two sources',
  UNKNOWN_ORIGINAL: 'two originals',
};
const describePair = ({ code, pair, finding }: IndependenceQuestion): string =>
  `${joinWords(pair, 'and')} count as ${COUNTED_AS[code]}, although ${finding}`;

/** The evidence as it would be if these pairs were one. */
function mergeEvidence(
  evidence: readonly Evidence[],
  questions: readonly IndependenceQuestion[],
): readonly Evidence[] {
  if (questions.length === 0) return evidence;
  const [voice, source, article] = (['voice', 'source', 'article'] as const).map((what) =>
    representatives(questions.flatMap(({ merges }) => (merges.what === what ? [merges.ids] : []))),
  ) as [Rename, Rename, Rename];
  const voices = (ids: readonly string[]) => [...new Set(ids.map(voice))];
  return evidence.map((one) => ({
    ...one,
    sourceId: source(one.sourceId),
    lineage: one.lineage.map(article),
    voices: {
      speaker: voices(one.voices.speaker),
      owner: voices(one.voices.owner),
      subject: voices(one.voices.subject),
      object: voices(one.voices.object),
    },
  }));
}

type Rename = (id: string) => string;

/** Maps each id to the first of its group. */
function representatives(groups: readonly (readonly string[])[]): Rename {
  const groupOf = connectedGroups(groups);
  const first = new Map(
    groups.flatMap((ids, index) => {
      const representative = groups[groupOf[index] as number]?.[0] as string;
      return ids.map((id) => [id, representative] as const);
    }),
  );
  return (id) => first.get(id) ?? id;
}

function askAboutVoices(
  live: readonly Evidence[],
  reachedBy: (id: string) => Reached,
): IndependenceQuestion[] {
  const speaking = new Set(live.flatMap(({ voices }) => [...voices.speaker, ...voices.owner]));
  const parties = live.slice(0, 1).flatMap(({ voices }) => [...voices.subject, ...voices.object]);
  const all = [...new Set([...speaking, ...parties])].sort(compareText);
  const reached = new Map(all.map((id) => [id, reachedBy(id)]));
  const tied = [...reached.values()].filter(({ above }) => above.size > 0);
  const questions: IndependenceQuestion[] = [];
  for (const one of tied)
    for (const id of all) {
      if (one.from === id || !(speaking.has(one.from) || speaking.has(id))) continue;
      const other = reached.get(id) as Reached;
      if (one.above.has(id)) questions.push(undeclaredOrgan(one.from, id, tiesTo(id, one)));
      // Each pair that meets above once.
      else if (one.from < id && !other.above.has(one.from)) {
        const meeting = findMeeting(one, other);
        if (meeting !== null) questions.push(undeclaredOrgan(one.from, id, meeting));
      }
    }
  return questions;
}

/** The entities above one, nearest first. */
interface Reached {
  readonly from: string;
  /** Each with the last of the ties that lead there. */
  readonly above: ReadonlyMap<string, Tie>;
  /** Ids of the claims that make these ties. */
  readonly claimIds: ReadonlySet<string>;
}

/** The ties that lead to an entity above. */
function tiesTo(id: string, { from, above }: Reached): Tie[] {
  const ties: Tie[] = [];
  for (let at = id; at !== from; ) {
    const tie = above.get(at) as Tie;
    ties.push(tie);
    at = tie.from;
  }
  return ties.reverse();
}

/** Of the entities above one, only so many of the nearest are followed: more of them say nothing about one voice. */
const MAX_REACHED = 200;
/** What is known of how many entities above is kept. */
const MAX_KNOWN = 500_000;

/** Returns a function that follows ties from an entity, except those that the claim itself makes. */
function createTieFollower({ tiesOf }: IndependenceFacts): (id: string, claimId: string) => Reached {
  // Claims have the same speakers and parties again and again, and few rest on a tie that they make.
  const known = new Map<string, Reached>();
  let size = 0;
  const follow = (id: string): Reached => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const reached = followTies(id, tiesOf);
    size += 1 + reached.above.size;
    if (size > MAX_KNOWN) {
      known.clear();
      size = 1 + reached.above.size;
    }
    known.set(id, reached);
    return reached;
  };
  return (id, claimId) => {
    const reached = follow(id);
    return reached.claimIds.has(claimId)
      ? followTies(id, (from) => tiesOf(from).filter((tie) => tie.claim?.id !== claimId))
      : reached;
  };
}

function followTies(id: string, tiesOf: (id: string) => readonly Tie[]): Reached {
  const above = new Map<string, Tie>();
  const follow = (from: string) => {
    for (const tie of tiesOf(from))
      if (tie.to !== id && !above.has(tie.to) && above.size < MAX_REACHED) above.set(tie.to, tie);
  };
  follow(id);
  for (const to of above.keys()) follow(to);
  const claimIds = new Set([...above.values()].flatMap(({ claim }) => claim?.id ?? []));
  return { from: id, above, claimIds };
}

/** The ties of two entities to the nearest body of both. Membership alone makes no body: two members of one alliance speak for themselves. */
function findMeeting(one: Reached, other: Reached): readonly Tie[] | null {
  const isMembership = ({ predicate }: Tie) => predicate === 'MEMBER_OF';
  for (const id of one.above.keys()) {
    if (!other.above.has(id)) continue;
    const ties = [...tiesTo(id, one), ...tiesTo(id, other)];
    if (!ties.some(isMembership)) return ties;
  }
  return null;
}

function undeclaredOrgan(one: string, other: string, ties: readonly Tie[]): IndependenceQuestion {
  return {
    code: 'UNDECLARED_ORGAN',
    pair: [one, other],
    // Made when they are read: many claims raise the same question, which is asked once.
    get finding() {
      const findings = ties.map(({ from, to, predicate, claim }) =>
        claim === null ? `${from} is an organ of ${to}` : `${from} ${predicate} ${to} is ${claim.status}`,
      );
      return joinWords(findings, 'and');
    },
    get advice() {
      const asked = ties.filter(({ claim }) => claim !== null);
      const declarations = asked.map(({ from, to }) => `organOf: ${to} in the entity ${from}`);
      return `if one speaks for the other, write ${joinWords(declarations, 'and')}`;
    },
    merges: { what: 'voice', ids: [one, other] },
  };
}

function askAboutPublishers(live: readonly Evidence[], { urlOf }: IndependenceFacts): IndependenceQuestion[] {
  const publications = live.map(({ sourceId, sourceName, citation, voices }) => ({
    id: sourceId,
    name: sourceName,
    url: urlOf(citation.articleId),
    owners: voices.owner,
  }));
  return findSamePublishers(publications.sort((a, b) => compareText(a.id, b.id)));
}

/** What makes a publisher recognizable. */
interface Publication {
  /** The id of the source. */
  readonly id: string;
  readonly name: string;
  /** The address of an article. */
  readonly url: string | null;
  /** The voices of the owner. */
  readonly owners: readonly string[];
}

/** Pairs of sources with one name or one web host, except those whose owners have one voice. Each source with the first that it may be. */
function findSamePublishers(publications: readonly Publication[]): IndependenceQuestion[] {
  const first = new Map<string, Publication>();
  const asked = new Map<string, IndependenceQuestion>();
  for (const publication of publications)
    for (const { key, finding } of publisherKeys(publication)) {
      const known = first.get(key);
      if (known === undefined) first.set(key, publication);
      else if (known.id !== publication.id && !shareVoice(known.owners, publication.owners)) {
        const pair = [known.id, publication.id] as const;
        if (!asked.has(pair.join(' '))) asked.set(pair.join(' '), samePublisher(pair, finding));
      }
    }
  return [...asked.values()];
}

/** Hosts on which many publish. */
const SHARED_HOSTS = new Set(
  `archive.is archive.org archive.ph archive.today bsky.app doi.org drive.google.com facebook.com github.com instagram.com jstor.org
   linkedin.com medium.com reddit.com researchgate.net rumble.com ssrn.com t.me telegra.ph tiktok.com twitter.com vk.com web.archive.org
   x.com youtu.be youtube.com`.split(/\s+/),
);

const wordsOf = memoize(1000, nameWords);

/** Keys that two ids of one publisher would share. Comparable across calls. */
export function publisherKeys({
  name,
  url,
}: Pick<Publication, 'name' | 'url'>): { readonly key: string; readonly finding: string }[] {
  const words = wordsOf(name);
  const host = url === null ? null : hostOf(url);
  return [
    ...(words === '' ? [] : [{ key: `name ${words}`, finding: `both are named ${JSON.stringify(name)}` }]),
    ...(host === null ? [] : [{ key: `host ${host}`, finding: `both publish at ${host}` }]),
  ];
}

/** An article is asked about with each claim that it makes. */
const hostOf = memoize(1000, (url): string | null => {
  if (!URL.canParse(url)) return null;
  const host = new URL(url).hostname.replace(/^(?:www|m)\./, '');
  return SHARED_HOSTS.has(host) ? null : host;
});

/** Asks whether two sources are one publisher. `finding`: of `publisherKeys`. */
export function samePublisher(pair: readonly [string, string], finding: string): IndependenceQuestion {
  return {
    code: 'SAME_PUBLISHER',
    pair,
    finding,
    advice: 'if they are one publisher, write one id of the source, or one affiliation in both',
    merges: { what: 'source', ids: pair },
  };
}

/** A different id at this distance is more likely a slip than a name: two digits that changed places. */
const MAX_EDITS_OF_SLIP = 2;

/** Asks only where the unknown id is nearly that of another article in the evidence. */
function askAboutOriginals(
  live: readonly Evidence[],
  { isArticle }: IndependenceFacts,
): IndependenceQuestion[] {
  const known = [...new Set(live.flatMap(({ lineage }) => lineage.filter(isArticle)))].sort(compareText);
  const unknown = new Map(
    live.flatMap(({ citation, lineage }) => {
      const root = lineage.at(-1) as string;
      return isArticle(root) ? [] : [[root, lineage.at(-2) ?? citation.articleId] as const];
    }),
  );
  return [...unknown].flatMap(([original, derived]): IndependenceQuestion[] => {
    const [closest] = known
      .filter((id) => id !== derived)
      .map((id) => ({ id, edits: distance(id, original) }))
      .filter(({ edits }) => edits <= MAX_EDITS_OF_SLIP)
      .sort((a, b) => a.edits - b.edits);
    if (closest === undefined) return [];
    return [
      {
        code: 'UNKNOWN_ORIGINAL',
        pair: [derived, closest.id],
        finding: `the first derives from ${slugOf(original)}, which is neither in the run nor in the store`,
        advice: `if that is a slip, write derivedFrom: ${slugOf(closest.id)} in ${derived}`,
        merges: { what: 'article', ids: [closest.id, original] },
      },
    ];
  });
}
