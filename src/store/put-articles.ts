import { derive } from '../domain/derive.js';
import { AscribeError } from '../domain/errors.js';
import { digest } from '../domain/ids.js';
import type { AnnotatedArticle, Claim, ClaimChange, Standing } from '../domain/records.js';
import { writeEntities, writeSources } from './put-declarations.js';
import type { WriteOutcome } from './store.js';
import type { NewClaim, StoredArticle, Tables } from './tables.js';

/**
 * Writes whole articles, the same way in every store: their citations replace those that each had, what they declare of sources and
 * entities is counted anew, and each claim touched is derived again from all of its evidence. Runs inside one transaction.
 */
export async function putArticles(
  tables: Tables,
  articles: readonly AnnotatedArticle[],
): Promise<WriteOutcome[]> {
  for (const annotated of articles) requireCitations(annotated);
  const stored = await tables.storedArticles(articles.map(({ article }) => article.id));
  const incoming = articles.map((annotated) => ({ annotated, next: toStored(annotated) }));
  const changed = incoming.filter(({ next }) => stored.get(next.article.id)?.digest !== next.digest);
  const replaced = changed.map(({ next }) => next.article.id);

  const notes = new Map(replaced.map((id) => [id, [] as string[]]));
  const regraded = await writeSources(tables, changed, stored, notes);
  await writeEntities(tables, changed, stored, notes);

  const moved = changed
    .filter(({ next }) => isMoved(stored.get(next.article.id), next))
    .map(({ next }) => next.article.id);
  const affected = [
    ...replaced,
    ...(moved.length === 0 ? [] : await tables.descendantsOf(moved)),
    ...(regraded.length === 0 ? [] : await tables.articlesOfSources(regraded)),
  ];
  const before = affected.length === 0 ? [] : await tables.claimsCitedBy(affected);
  const claims = new Map<string, NewClaim>();
  for (const { annotated } of changed) for (const claim of annotated.claims) claims.set(claim.id, claim);
  const touched = [...new Set([...before, ...claims.keys()])].sort();

  await tables.saveArticles(changed.map(({ next }) => next));
  await tables.addClaims([...claims.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
  await tables.lockClaims(touched);
  await tables.removeCitationsOf(replaced);
  await tables.addCitations(
    changed.flatMap(({ annotated }) => annotated.claims.flatMap((claim) => claim.citations)),
  );
  await deriveAgain(tables, touched, claims, replaced);

  return incoming.map(({ annotated, next }) => {
    const id = next.article.id;
    const old = stored.get(id);
    return {
      articleId: id,
      result: old === undefined ? 'created' : old.digest === next.digest ? 'unchanged' : 'replaced',
      claims: annotated.claims.length,
      citations: annotated.claims.reduce((sum, claim) => sum + claim.citations.length, 0),
      notes: notes.get(id) ?? [],
    };
  });
}

function requireCitations({ article, claims }: AnnotatedArticle): void {
  const bare = claims.find(({ citations }) => citations.length === 0);
  if (bare === undefined) return;
  const { subjectId, predicate } = bare;
  throw new AscribeError(
    'BAD_INPUT',
    `${article.id} claims ${subjectId} ${predicate} without a citation; expected at least one`,
  );
}

function toStored({ article, source, entities, claims }: AnnotatedArticle): StoredArticle {
  return { article, digest: digest({ article, source, entities, claims }), declared: { source, entities } };
}

/** Whether the lineage of articles derived from it may be another one now. */
function isMoved(old: StoredArticle | undefined, next: StoredArticle): boolean {
  return (old?.article.derivedFrom ?? null) !== next.article.derivedFrom;
}

async function deriveAgain(
  tables: Tables,
  touched: readonly string[],
  added: ReadonlyMap<string, NewClaim>,
  articleIds: readonly string[],
): Promise<void> {
  if (touched.length === 0) return;
  const [evidence, standings] = await Promise.all([tables.evidence(touched), tables.standings(touched)]);
  const save: Claim[] = [];
  const remove: string[] = [];
  const changes: ClaimChange[] = [];
  for (const id of touched) {
    const old = standings.get(id) ?? null;
    const from = old === null ? null : standingOf(old);
    const next = nextClaim(id, old, added.get(id), evidence.get(id) ?? [], tables.now);
    if (next === null) remove.push(id);
    else if (old === null || !sameStanding(old, next)) save.push(next);
    else continue;
    const to = next === null ? null : standingOf(next);
    changes.push({ claimId: id, at: tables.now, from, to, cause: { kind: 'IMPORT', articleIds } });
  }
  await tables.saveStandings(save);
  await tables.removeClaims(remove);
  await tables.addChanges(changes);
}

/** Null where no citation is left: a claim cannot exist without one. */
function nextClaim(
  id: string,
  old: Claim | null,
  added: NewClaim | undefined,
  evidence: Parameters<typeof derive>[1],
  now: string,
): Claim | null {
  const proposition = old ?? added;
  if (evidence.length === 0 || proposition === undefined) return null;
  const { subjectId, predicate, objectId, value } = proposition;
  const { status, confidence } = derive(proposition, evidence);
  return {
    id,
    subjectId,
    predicate,
    objectId,
    value,
    status,
    derivedStatus: status,
    confidence,
    firstKnownAt: old?.firstKnownAt ?? now,
  };
}

function standingOf({ status, confidence }: Claim): Standing {
  return { status, confidence };
}

function sameStanding(a: Claim, b: Claim): boolean {
  return a.status === b.status && a.derivedStatus === b.derivedStatus && a.confidence === b.confidence;
}
