import {
  declareEntity,
  declareSource,
  type EntityDeclarations,
  entityOf,
  type SourceDeclarations,
  sourceOf,
} from '../domain/declarations.js';
import { derive } from '../domain/derive.js';
import { AscribeError } from '../domain/errors.js';
import { digest } from '../domain/ids.js';
import type { AnnotatedArticle, Claim, ClaimChange, Standing } from '../domain/records.js';
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

interface Incoming {
  readonly annotated: AnnotatedArticle;
  readonly next: StoredArticle;
}
type Stored = ReadonlyMap<string, StoredArticle>;
type Notes = ReadonlyMap<string, string[]>;

function toStored({ article, source, entities, claims }: AnnotatedArticle): StoredArticle {
  return { article, digest: digest({ article, source, entities, claims }), declared: { source, entities } };
}

/** Whether the lineage of articles derived from it may be another one now. */
function isMoved(old: StoredArticle | undefined, next: StoredArticle): boolean {
  return (old?.article.derivedFrom ?? null) !== next.article.derivedFrom;
}

/** Returns the ids of the sources whose grade or owner is another one now, as that weighs in all of their citations. */
async function writeSources(
  tables: Tables,
  changed: readonly Incoming[],
  stored: Stored,
  notes: Notes,
): Promise<string[]> {
  const all = changed
    .flatMap(({ next }) => [next, stored.get(next.article.id)])
    .filter((one) => one !== undefined);
  const ids = [...new Set(all.map(({ declared }) => declared.source.id))].sort();
  const known = await tables.sourceDeclarations(ids);
  const now = new Map<string, SourceDeclarations>(known);
  for (const { next } of changed) {
    const { source } = next.declared;
    now.set(source.id, declareSource(now.get(source.id) ?? null, source, 1));
  }
  for (const { next } of changed) {
    const old = stored.get(next.article.id)?.declared.source;
    if (old !== undefined) now.set(old.id, declareSource(now.get(old.id) ?? null, old, -1));
  }
  const records = [...now].map(([id, declarations]) => ({
    source: sourceOf(id, declarations),
    declarations,
  }));
  await tables.saveSources(records);
  const graded = new Map(records.map(({ source }) => [source.id, source]));
  for (const { next } of changed) {
    const declared = next.declared.source;
    const stands = graded.get(declared.id);
    if (stands !== undefined && stands.reliability !== declared.reliability) {
      const note = `source ${declared.id} is graded ${declared.reliability} here; other articles grade it otherwise, and ${stands.reliability}, the most cautious, stands`;
      notes.get(next.article.id)?.push(note);
    }
  }
  return [...known]
    .filter(([id, declarations]) => {
      const old = sourceOf(id, declarations);
      const stands = graded.get(id);
      return old.reliability !== stands?.reliability || old.affiliation !== stands.affiliation;
    })
    .map(([id]) => id);
}

async function writeEntities(
  tables: Tables,
  changed: readonly Incoming[],
  stored: Stored,
  notes: Notes,
): Promise<void> {
  const ids = changed.flatMap(({ annotated, next }) =>
    [
      ...annotated.entities,
      ...annotated.borrowed,
      ...(stored.get(next.article.id)?.declared.entities ?? []),
    ].map(({ id }) => id),
  );
  const now = new Map<string, EntityDeclarations>(await tables.entityDeclarations([...new Set(ids)].sort()));
  for (const { annotated } of changed) {
    for (const entity of annotated.entities) {
      const known = now.get(entity.id) ?? null;
      if (known !== null && known.kind !== entity.kind)
        throw kindConflict(annotated, entity.id, entity.kind, known.kind);
      now.set(entity.id, declareEntity(known, entity, 1));
    }
    for (const entity of annotated.borrowed) {
      if (!now.has(entity.id)) now.set(entity.id, declareEntity(null, entity, 0));
    }
  }
  for (const { next } of changed) {
    for (const old of stored.get(next.article.id)?.declared.entities ?? []) {
      const known = now.get(old.id) as EntityDeclarations;
      const left = declareEntity(known, old, -1);
      // The last to name an entity has let go of it; claims of others may still be about it, so it keeps what is known of it.
      if (left.names.length > 0) now.set(old.id, left);
    }
  }
  const records = [...now].map(([id, declarations]) => ({
    entity: entityOf(id, declarations),
    declarations,
  }));
  await tables.saveEntities(records);
  const merged = new Map(records.map(({ entity }) => [entity.id, entity]));
  for (const { annotated } of changed) {
    for (const { id, name } of annotated.entities) {
      const stands = merged.get(id)?.name;
      if (stands !== name)
        notes.get(annotated.article.id)?.push(`entity ${id}: "${name}" is kept as an alias of "${stands}"`);
    }
  }
}

function kindConflict({ article }: AnnotatedArticle, id: string, kind: string, known: string): AscribeError {
  return new AscribeError(
    'KIND_CONFLICT',
    `${article.id} declares entity ${id} as ${kind}; it is known as ${known}, and an entity has one kind`,
  );
}

async function deriveAgain(
  tables: Tables,
  touched: readonly string[],
  added: ReadonlyMap<string, NewClaim>,
  articleIds: readonly string[],
): Promise<void> {
  if (touched.length === 0) return;
  const evidence = await tables.evidence(touched);
  const standings = await tables.standings(touched);
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
