import type { EntityDeclarations, SourceDeclarations } from '../../../domain/declarations.js';
import type { WritePort } from '../../write/write-port.js';
import { idsOf, parseRecord, type Query } from '../connection/cypher.js';
import type { PipelinedWrites } from '../connection/pipelined-writes.js';
import { readAssessments, readPolicyState } from '../read/change-reads.js';
import { readEvidence } from '../read/evidence.js';
import { type ArchiveVersion, archiveVersion } from '../schema/as-of.js';
import { saveAssessments } from './assessments.js';
import { addChanges, popChanges } from './changes.js';
import { addPolicy, saveDerivationCursor } from './policies.js';
import { addCitations, addClaims, removeCitations, removeClaims, saveClaims } from './save-claims.js';
import { saveArticles, saveEntities, saveSources } from './save-records.js';

/** What a transaction wrote, and what is therefore to be drawn again before it ends. */
export interface Touched {
  readonly sources: Set<string>;
  readonly claims: Set<string>;
}

/** What the shared algorithms write through; inside a transaction that holds the lock of the writers. */
export function neo4jWritePort(
  query: Query,
  { defer }: PipelinedWrites,
  now: string,
  touched: Touched,
): WritePort {
  // What no read has found is new, and was nothing before.
  const met = new Set<string>();
  let hasLogged = false;
  const past: ArchiveVersion = (record, ids) =>
    archiveVersion(
      query,
      record,
      ids.filter((id) => met.has(id)),
      now,
    );
  const meet = <T>(found: Map<string, T>): Map<string, T> => {
    for (const id of found.keys()) met.add(id);
    return found;
  };
  const declarations = async <T>(label: 'Entity' | 'Source', ids: readonly string[]) =>
    meet(
      new Map(
        (
          await query(`MATCH (n:${label}) WHERE n.id IN $ids RETURN n.id AS id, n.declarations AS record`, {
            ids,
          })
        ).map((row) => [row.id as string, parseRecord<T>(row)]),
      ),
    );
  return {
    now,
    storedArticles: async (ids) => {
      const rows = await query(
        `MATCH (a:Article) WHERE a.id IN $ids
         RETURN a.id AS id, a.record AS record, a.digest AS digest, a.declarations AS declarations`,
        { ids },
      );
      return meet(
        new Map(
          rows.map((row) => [
            row.id as string,
            {
              article: parseRecord(row),
              digest: row.digest as string,
              declared: JSON.parse(row.declarations as string),
            },
          ]),
        ),
      );
    },
    sourceDeclarations: (ids) => declarations<SourceDeclarations>('Source', ids),
    entityDeclarations: (ids) => declarations<EntityDeclarations>('Entity', ids),
    claimIdsCitedIn: async (ids) =>
      idsOf(
        await query(
          `MATCH (a:Article)<-[:FROM]-(c:Citation) WHERE a.id IN $ids RETURN DISTINCT c.claimId AS id`,
          { ids },
        ),
      ),
    descendantIdsOf: async (ids) => {
      const found = new Set<string>();
      for (let parents = ids; parents.length > 0; ) {
        const children = idsOf(
          await query('MATCH (a:Article) WHERE a.derivedFrom IN $parents RETURN a.id AS id', { parents }),
        );
        parents = children.filter((id) => !found.has(id));
        for (const id of parents) found.add(id);
      }
      return [...found];
    },
    articleIdsOfSources: async (ids) =>
      idsOf(
        await query("MATCH (a:Article) WHERE a.sourceId IN $ids AND a.orderKey > '' RETURN a.id AS id", {
          ids,
        }),
      ),

    saveSources: async (sources) => {
      defer(saveSources(query, sources, now, past));
      for (const { source, changed } of sources) if (changed) touched.sources.add(source.id);
    },
    saveEntities: async (entities) => defer(saveEntities(query, entities, now, past)),
    saveArticles: async (articles) => defer(saveArticles(query, articles, now, past)),
    addClaims: (claims) => addClaims(query, claims),
    // The lock of the writers bars them from all claims; these are the ones whose evidence is about to change.
    lockClaims: async (ids) => {
      for (const id of ids) touched.claims.add(id);
    },
    citationsIn: async (ids) => {
      const rows = await query(
        'MATCH (a:Article)<-[:FROM]-(c:Citation) WHERE a.id IN $ids RETURN c.record AS record',
        { ids },
      );
      return rows.map((row) => parseRecord(row));
    },
    removeCitations: async (ids) => defer(removeCitations(query, ids, now)),
    addCitations: async (citations) => defer(addCitations(query, citations, now)),

    evidence: (claimIds) => readEvidence(query, 'now', claimIds),
    currentClaims: async (ids) => {
      const rows = await query(
        'MATCH (c:Claim) WHERE c.id IN $ids AND c.record IS NOT NULL RETURN c.id AS id, c.record AS record',
        { ids },
      );
      return meet(new Map(rows.map((row) => [row.id as string, parseRecord(row)])));
    },
    saveClaims: async (claims) => defer(saveClaims(query, claims, now, past)),
    removeClaims: (ids) => removeClaims(query, ids, now),
    addChanges: async (changes) => {
      hasLogged ||= changes.length > 0;
      defer(addChanges(query, changes));
    },
    popChanges: async (ids) => (hasLogged ? popChanges(query, ids, now) : []),

    assessments: (claimIds) => readAssessments(query, 'now', claimIds),
    saveAssessments: async (assessments) => defer(saveAssessments(query, assessments)),
    policyState: () => readPolicyState(query),
    addPolicy: async (policy) => defer(addPolicy(query, policy, now)),
    saveDerivationCursor: async (claimId) => defer(saveDerivationCursor(query, claimId)),
    claimIdsAfter: async (id, limit) =>
      idsOf(
        await query('MATCH (c:Claim) WHERE c.id > $id RETURN c.id AS id ORDER BY id LIMIT $limit', {
          id,
          limit,
        }),
      ),
  };
}
