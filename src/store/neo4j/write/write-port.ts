import type { WritePort } from '../../write/write-port.js';
import type { Query } from '../connection/cypher.js';
import type { PipelinedWrites } from '../connection/pipelined-writes.js';
import { readAssessments, readPolicyState } from '../read/change-reads.js';
import { readNextDeclaredAs } from '../read/declared-texts.js';
import type { AddedCitations } from './added-citations.js';
import { type ArchiveVersion, archiveVersion } from './archive-version.js';
import { saveAssessments } from './assessments.js';
import { addChanges, popChanges } from './changes.js';
import { saveDeclaredTexts } from './declared-texts.js';
import { neo4jErasurePort } from './erase.js';
import {
  articleIdsOfSources,
  articlesWithBands,
  citationsIn,
  claimIdsAfter,
  claimIdsCitedIn,
  claimIdsOfVoices,
  descendantIdsOf,
  loadArticles,
  loadClaims,
  loadEntityDeclarations,
  loadSourceDeclarations,
  organIdsOf,
  recordsOf,
} from './load-records.js';
import { addPolicy, saveDerivationCursor } from './policies.js';
import { saveArticles } from './save-articles.js';
import { addCitations, removeCitations, removeClaims, saveClaims, storedClaimIds } from './save-claims.js';
import { saveEntities, saveSources } from './save-entities-and-sources.js';
import type { TouchedClaims } from './touched-claims.js';
import { removeUnused, unusedIds } from './unused.js';

/** Ids of the records that a transaction wrote. Their relationships are updated before it ends. */
interface Touched {
  readonly sources: Set<string>;
  readonly claims: TouchedClaims;
}

/** The write port inside a transaction at `now` that holds the write lock. Unless what it writes `isKept`, it archives nothing that it changes. */
export function neo4jWritePort(
  query: Query,
  { defer }: PipelinedWrites,
  now: string,
  touched: Touched,
  added: AddedCitations,
  isKept: boolean,
): WritePort {
  // A record that no load found is new, so it has no version to archive.
  const existingIds = new Set<string>();
  const markExisting = async <T>(loading: Promise<Map<string, T>>): Promise<Map<string, T>> => {
    const found = await loading;
    for (const id of found.keys()) existingIds.add(id);
    return found;
  };
  const archive: ArchiveVersion = (record, ids) =>
    archiveVersion(query, record, isKept ? ids.filter((id) => existingIds.has(id)) : [], now);
  let hasLogged = false;
  return {
    now,
    erasure: neo4jErasurePort(query),
    ...createLookups(query),
    storedArticles: (ids) => markExisting(loadArticles(query, ids)),
    sourceDeclarations: (ids) => markExisting(loadSourceDeclarations(query, ids)),
    entityDeclarations: (ids) => markExisting(loadEntityDeclarations(query, ids)),
    removeUnused: (record, ids) => removeUnused(query, record, ids, now),

    saveSources: async (sources) => {
      defer(saveSources(query, sources, now, archive));
      for (const { source, changed } of sources) if (changed) touched.sources.add(source.id);
      added.addSources(sources.map(({ source }) => source));
    },
    saveEntities: async (entities) => defer(saveEntities(query, entities, now, archive)),
    saveDeclaredTexts: async (changes) => defer(saveDeclaredTexts(query, changes, now)),
    saveArticles: async (articles) => {
      defer(saveArticles(query, articles, now, archive));
      added.addArticles(articles);
    },
    addClaims: async (claims) => added.addClaims(claims, await storedClaimIds(query, claims)),
    // No lock needed: the write lock already excludes other writers. The evidence of these claims is about to change.
    lockClaims: async (ids) => touched.claims.touch(ids),
    removeCitations: async (ids) => {
      defer(removeCitations(query, ids, now));
      added.removeCitations(ids);
    },
    addCitations: async (citations) => added.addCitations(citations),

    evidence: async (claimIds) => {
      const evidence = await added.evidence(claimIds);
      touched.claims.setEvidence(evidence);
      return evidence;
    },
    currentClaims: async (ids) => {
      const loaded = await markExisting(loadClaims(query, added.storedAmong(ids)));
      touched.claims.setLoaded(loaded);
      return recordsOf(loaded);
    },
    saveClaims: async (claims) => {
      const before = new Map(claims.map(({ id }) => [id, touched.claims.current(id)]));
      defer(saveClaims(query, claims, now, archive, (id) => before.get(id) ?? null));
      touched.claims.setSaved(claims);
      defer(addCitations(query, added.take(), now));
    },
    removeClaims: async (ids) => {
      touched.claims.remove(ids);
      await removeClaims(query, ids, now);
    },
    addChanges: async (changes) => {
      hasLogged ||= changes.length > 0;
      defer(addChanges(query, changes));
    },
    popChanges: async (claimIds) => (hasLogged ? popChanges(query, claimIds, now) : []),

    saveAssessments: async (assessments) => defer(saveAssessments(query, assessments)),
    addPolicy: async (policy) => defer(addPolicy(query, policy, now)),
    saveDerivationCursor: async (claimId) => defer(saveDerivationCursor(query, claimId)),
  };
}

/** What a transaction reads besides the records that it is about to change. */
function createLookups(query: Query) {
  return {
    claimIdsCitedIn: (articleIds) => claimIdsCitedIn(query, articleIds),
    citationsIn: (articleIds) => citationsIn(query, articleIds),
    descendantIdsOf: (articleIds) => descendantIdsOf(query, articleIds),
    articleIdsOfSources: (sourceIds) => articleIdsOfSources(query, sourceIds),
    articlesWithBands: (bands, limit) => articlesWithBands(query, bands, limit),
    organIdsOf: (entityIds) => organIdsOf(query, entityIds),
    claimIdsOfVoices: (entityIds) => claimIdsOfVoices(query, entityIds),
    unusedIds: (record, ids, when) => unusedIds(query, record, ids, when),
    nextDeclaredAs: (requests) => readNextDeclaredAs(query, 'now', requests),
    assessments: (claimIds) => readAssessments(query, 'now', claimIds),
    policyState: () => readPolicyState(query),
    claimIdsAfter: (id, limit) => claimIdsAfter(query, id, limit),
  } satisfies Partial<WritePort>;
}
