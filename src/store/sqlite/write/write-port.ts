import type { Citation } from '../../../domain/records.js';
import type { NewClaim, WritePort } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { readNextDeclaredAs } from '../read/declared-texts.js';
import { readEvidence } from '../read/evidence.js';
import { loadAssessments, saveAssessments } from './assessments.js';
import { addChanges, popChanges } from './changes.js';
import { saveDeclaredTexts } from './declared-texts.js';
import { sqliteErasurePort } from './erase.js';
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
} from './load-records.js';
import { addPolicy, loadPolicyState, saveDerivationCursor } from './policies.js';
import { saveArticles } from './save-articles.js';
import { addCitations, removeCitations, removeClaims, saveClaims } from './save-claims.js';
import { saveEntities, saveSources } from './save-entities-and-sources.js';
import { removeUnused, unusedIds } from './unused.js';

/** The write port over one connection, inside its transaction at `now`. */
export function sqliteWritePort(db: SqliteConnection, now: string): WritePort {
  // Claims are written once, when they are derived: before, their evidence needs what they are about.
  const added = new Map<string, { readonly ends: NewClaim; readonly citations: Citation[] }>();
  return {
    now,
    erasure: sqliteErasurePort(db),
    storedArticles: async (ids) => loadArticles(db, ids),
    sourceDeclarations: async (ids) => loadSourceDeclarations(db, ids),
    entityDeclarations: async (ids) => loadEntityDeclarations(db, ids),
    claimIdsCitedIn: async (articleIds) => claimIdsCitedIn(db, articleIds),
    citationsIn: async (articleIds) => citationsIn(db, articleIds),
    descendantIdsOf: async (articleIds) => descendantIdsOf(db, articleIds),
    articleIdsOfSources: async (sourceIds) => articleIdsOfSources(db, sourceIds),
    articlesWithBands: async (bands, limit) => articlesWithBands(db, bands, limit),
    organIdsOf: async (entityIds) => organIdsOf(db, entityIds),
    claimIdsOfVoices: async (entityIds) => claimIdsOfVoices(db, entityIds),
    unusedIds: async (record, ids, when) => unusedIds(db, record, ids, when),
    removeUnused: async (record, ids) => removeUnused(db, record, ids, now),
    nextDeclaredAs: async (requests) => readNextDeclaredAs(db, 'now', requests),

    saveSources: async (sources) => saveSources(db, sources, now),
    saveEntities: async (entities) => saveEntities(db, entities, now),
    saveDeclaredTexts: async (changes) => saveDeclaredTexts(db, changes, now),
    saveArticles: async (articles) => saveArticles(db, articles, now),
    addClaims: async (claims) => {
      for (const claim of claims) added.set(claim.id, { ends: claim, citations: [] });
    },
    // SQLite has one writer at a time: the transaction is the lock.
    lockClaims: async () => {},
    removeCitations: async (ids) => removeCitations(db, ids, now),
    addCitations: async (citations) => {
      addCitations(db, citations, now);
      for (const citation of citations) added.get(citation.claimId)?.citations.push(citation);
    },

    evidence: async (claimIds) => readEvidence(db, 'now', claimIds, added),
    currentClaims: async (ids) => loadClaims(db, ids),
    saveClaims: async (claims) => {
      saveClaims(db, claims, now);
      for (const { id } of claims) added.delete(id);
    },
    removeClaims: async (ids) => {
      removeClaims(db, ids, now);
      for (const id of ids) added.delete(id);
    },
    addChanges: async (changes) => addChanges(db, changes),
    popChanges: async (claimIds) => popChanges(db, claimIds, now),

    assessments: async (claimIds) => loadAssessments(db, claimIds),
    saveAssessments: async (assessments) => saveAssessments(db, assessments),
    policyState: async () => loadPolicyState(db),
    addPolicy: async (policy) => addPolicy(db, policy, now),
    saveDerivationCursor: async (claimId) => saveDerivationCursor(db, claimId),
    claimIdsAfter: async (id, limit) => claimIdsAfter(db, id, limit),
  };
}
