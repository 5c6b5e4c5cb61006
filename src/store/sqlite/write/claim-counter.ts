import { statusRank } from '../../../domain/order.js';
import type { WritePort } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { COUNT_KEY, countsOfClaims } from '../read/claim-counts.js';
import { claimIdOf, digitsOf, IN_ID_LIST, idList } from '../schema/compact-ids.js';
import { CITED_IN_LIST } from '../schema/row-mapping.js';

/**
 * Keeps `claim_count` within a transaction: before claims change, it subtracts what they count for, and at the end it adds what they count for
 * then. So the counts are right whatever happens in between.
 */
export interface ClaimCounter {
  /** Forgets the transaction before. */
  begin(): void;
  /** The port, whose writes first subtract the claims that they change. */
  watch(port: WritePort): WritePort;
  /** Writes the differences. Call it before the commit. */
  save(): void;
}

export function createClaimCounter(db: SqliteConnection): ClaimCounter {
  const changing = new Set<string>();
  const differences = new Map<string, Count>();
  const add = (claimIds: readonly string[], sign: 1 | -1) => {
    const counts = db.all(countsOfClaims(`id ${IN_ID_LIST}`), idList(claimIds));
    for (const { facet, value, status_rank, dating, n } of counts) {
      const key = `${facet} ${status_rank} ${dating} ${value}`;
      const difference = (differences.get(key)?.[4] ?? 0) + sign * (n as number);
      differences.set(key, [facet, value, status_rank, dating, difference]);
    }
  };
  const willChange = (claimIds: readonly string[]) => {
    const fresh = [...new Set(claimIds)].filter((id) => !changing.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) changing.add(id);
    add(fresh, -1);
  };
  const willChangeWith = (what: keyof typeof CLAIMS_OF, ids: readonly unknown[]) =>
    willChange(
      ids.length === 0 ? [] : db.all(CLAIMS_OF[what], JSON.stringify(ids)).map(({ id }) => claimIdOf(id)),
    );
  return {
    begin: () => {
      changing.clear();
      differences.clear();
    },
    watch: (port) => watchWrites(port, willChange, willChangeWith),
    save: () => {
      if (changing.size > 0) add([...changing], 1);
      saveDifferences(
        db,
        [...differences.values()].filter(([, , , , n]) => n !== 0),
      );
    },
  };
}

type Count = [facet: unknown, value: unknown, statusRank: unknown, dating: unknown, n: number];

/** The claims that change with what the parameter lists. */
const CLAIMS_OF = {
  // Digits of ids of citations.
  citations: `SELECT claim_id AS id FROM citation WHERE id ${IN_ID_LIST}`,
  // Ids of articles.
  articles: `SELECT DISTINCT claim_id AS id FROM citation WHERE ${CITED_IN_LIST}`,
  // Ids of entities, each with its next kind.
  kinds: `WITH corrected AS MATERIALIZED (
      SELECT e.id FROM json_each(?) AS next CROSS JOIN entity AS e ON e.id = next.value ->> 0 WHERE e.kind <> next.value ->> 1)
    SELECT id FROM claim WHERE subject_id IN corrected UNION SELECT id FROM claim WHERE object_id IN corrected`,
  // Digits of ids of claims, each with its next status rank and, if it is new, its subject: an attack or event gives its years to the claims about it.
  dates: `WITH dated AS MATERIALIZED (
      SELECT coalesce(c.subject_id, next.value ->> 2) AS subject_id
      FROM json_each(?) AS next LEFT JOIN claim AS c ON c.id = unhex(next.value ->> 0)
      WHERE coalesce(c.predicate, 'DATED') = 'DATED' AND c.status_rank IS NOT next.value ->> 1)
    SELECT id FROM claim WHERE subject_id IN dated UNION SELECT id FROM claim WHERE object_id IN dated`,
} as const;

/** Writes that change the status of a claim, its live citations, or the kind of the entities that it is about. */
function watchWrites(
  port: WritePort,
  willChange: (claimIds: readonly string[]) => void,
  willChangeWith: (what: keyof typeof CLAIMS_OF, ids: readonly unknown[]) => void,
): WritePort {
  return {
    ...port,
    saveEntities: async (entities) => {
      const changed = entities.filter((one) => one.changed);
      willChangeWith(
        'kinds',
        changed.map(({ entity }) => [entity.id, entity.kind]),
      );
      return port.saveEntities(entities);
    },
    saveArticles: async (articles) => {
      willChangeWith(
        'articles',
        articles.map(({ article }) => article.id),
      );
      return port.saveArticles(articles);
    },
    addCitations: async (citations) => {
      willChange(citations.map(({ claimId }) => claimId));
      return port.addCitations(citations);
    },
    removeCitations: async (ids) => {
      willChangeWith('citations', ids.map(digitsOf));
      return port.removeCitations(ids);
    },
    saveClaims: async (claims) => {
      willChange(claims.map(({ id }) => id));
      const dates = claims.filter(({ predicate }) => predicate === 'DATED');
      willChangeWith(
        'dates',
        dates.map(({ id, status, subjectId }) => [digitsOf(id), statusRank(status), subjectId]),
      );
      return port.saveClaims(claims);
    },
    removeClaims: async (ids) => {
      willChange(ids);
      willChangeWith(
        'dates',
        ids.map((id) => [digitsOf(id), null]),
      );
      return port.removeClaims(ids);
    },
    erasure: {
      ...port.erasure,
      eraseCitations: async (ids) => {
        willChangeWith('citations', ids.map(digitsOf));
        return port.erasure.eraseCitations(ids);
      },
      eraseArticles: async (ids) => {
        willChangeWith('articles', ids);
        return port.erasure.eraseArticles(ids);
      },
    },
  };
}

function saveDifferences(db: SqliteConnection, differences: readonly Count[]): void {
  if (differences.length === 0) return;
  const key = [0, 1, 2, 3].map((index) => `value ->> ${index}`).join(', ');
  db.run(
    `INSERT INTO claim_count (${COUNT_KEY}, n) SELECT ${key}, value ->> 4 FROM json_each(?) WHERE TRUE
     ON CONFLICT (${COUNT_KEY}) DO UPDATE SET n = n + excluded.n`,
    JSON.stringify(differences),
  );
  const lowered = differences.filter(([, , , , n]) => n < 0);
  // A count of zero would keep the id of an erased source or state.
  if (lowered.length > 0)
    db.run(
      `DELETE FROM claim_count WHERE n = 0 AND (${COUNT_KEY}) IN (SELECT ${key} FROM json_each(?))`,
      JSON.stringify(lowered),
    );
}
