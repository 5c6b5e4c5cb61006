import type { Evidence } from '../../../domain/derivation/evidence.js';
import type { Claim } from '../../../domain/records.js';
import type { LoadedClaim } from './load-records.js';
import { type ClaimsToSync, toRelationshipRow } from './relationships.js';

/** The claims whose evidence a transaction changed. Their relationships are updated before it ends, from what it read and wrote. */
export interface TouchedClaims {
  readonly touch: (ids: readonly string[]) => void;
  readonly setEvidence: (evidence: ReadonlyMap<string, readonly Evidence[]>) => void;
  readonly setLoaded: (claims: ReadonlyMap<string, LoadedClaim>) => void;
  readonly setSaved: (claims: readonly Claim[]) => void;
  /** A claim as it was read or saved last; null if it was neither. */
  readonly current: (id: string) => Claim | null;
  /** A claim that `current` knows, with the sources of its live citations; null if these were not read. */
  readonly withSources: (id: string) => ClaimWithSources | null;
  readonly remove: (ids: readonly string[]) => void;
  readonly toSync: () => ClaimsToSync;
}

export interface ClaimWithSources {
  readonly claim: Claim;
  readonly sourceIds: readonly string[];
}

export function createTouchedClaims(): TouchedClaims {
  const touched = new Set<string>();
  const loaded = new Map<string, LoadedClaim>();
  /** Articles and sources of the live citations of each claim. */
  const live = new Map<string, { articleIds: readonly string[]; sourceIds: readonly string[] }>();
  return {
    touch: (ids) => {
      for (const id of ids) touched.add(id);
    },
    setEvidence: (evidence) => {
      for (const [id, all] of evidence) {
        const citing = all.filter((one) => one.live);
        live.set(id, {
          articleIds: [...new Set(citing.map(({ citation }) => citation.articleId))].sort(),
          sourceIds: [...new Set(citing.map(({ sourceId }) => sourceId))],
        });
      }
    },
    setLoaded: (claims) => {
      for (const [id, claim] of claims) loaded.set(id, claim);
    },
    setSaved: (claims) => {
      for (const claim of claims) {
        loaded.set(claim.id, { claim, oldKey: loaded.get(claim.id)?.oldKey ?? null });
      }
    },
    current: (id) => loaded.get(id)?.claim ?? null,
    withSources: (id) => {
      const claim = loaded.get(id)?.claim;
      const from = live.get(id);
      return claim === undefined || from === undefined ? null : { claim, sourceIds: from.sourceIds };
    },
    remove: (ids) => {
      for (const id of ids) {
        touched.delete(id);
        loaded.delete(id);
      }
    },
    toSync: () => {
      const known: ClaimsToSync['known'][number][] = [];
      const unknownIds: string[] = [];
      for (const id of touched) {
        const one = loaded.get(id);
        const from = live.get(id);
        if (one === undefined || from === undefined) unknownIds.push(id);
        else if (one.claim.objectId !== null)
          known.push(toRelationshipRow({ ...one, articleIds: from.articleIds }));
      }
      return { known, unknownIds };
    },
  };
}
