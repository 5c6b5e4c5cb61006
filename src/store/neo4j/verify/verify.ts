import { AscribeError } from '../../../domain/errors.js';
import { checkStatuses, type StatusReads } from '../../verify/check-statuses.js';
import { createCollector, type VerifyReport } from '../../verify/report.js';
import { mergeHeldWords } from '../../write/held-words.js';
import { connect } from '../connection/connection.js';
import type { Query } from '../connection/cypher.js';
import type { Neo4jLogin, Neo4jOptions } from '../connection/options.js';
import { readAssessments, readPolicyState } from '../read/change-reads.js';
import { readEvidence } from '../read/evidence.js';
import { MIGRATIONS, schemaVersion } from '../schema/migrate.js';
import { requireSupportedServer } from '../schema/prepare.js';
import { claimIdsAfter, loadClaims, recordsOf } from '../write/load-records.js';
import { inWriteTransaction } from '../write/write-transaction.js';
import { checkCounts } from './check-counts.js';
import { checkLinks, checkOrphans } from './check-links.js';
import { checkNodes, type InSnapshot } from './check-nodes.js';

/**
 * Checks a database in pages. Each page excludes writers while it is read, and is rolled back: nothing is changed. The counts of claims are
 * one page. Throws STORE_UNUSABLE and STORE_UNAVAILABLE if the database cannot be read.
 */
export async function verifyNeo4j(login: Neo4jLogin, options: Neo4jOptions): Promise<VerifyReport> {
  const connection = connect(login, options);
  const collector = createCollector();
  const inSnapshot: InSnapshot = (work) =>
    connection.write((openSession) =>
      inWriteTransaction(
        openSession(),
        async (query) => {
          // The lock of writers, as in acquireWriteLock.
          const locked = await query(
            "MATCH (a:Ascribe {id: 'ascribe'}) SET a.locked = true RETURN a.ontology AS ontology",
          );
          if (locked.length === 0) collector.report('the database', 'it has no node (:Ascribe)');
          else mergeHeldWords(locked[0]?.ontology as string | null, `the database at ${connection.address}`);
          return work(query);
        },
        'rollback',
      ),
    );
  try {
    requireSupportedServer(await connection.serverAgent(), connection.address);
    requirePrepared(await inSnapshot(readState), connection.address);
    await checkNodes(inSnapshot, collector, checkLinks(collector));
    await checkOrphans(inSnapshot, collector);
    await checkCounts(inSnapshot, collector);
    await checkStatuses((work) => inSnapshot((query) => work(statusReads(query))), collector);
    return collector.result();
  } finally {
    await connection.close();
  }
}

interface DatabaseState {
  readonly schema: number;
  readonly bulkLoaded: boolean | null;
}

async function readState(query: Query): Promise<DatabaseState | undefined> {
  const [row] = await query(
    "MATCH (a:Ascribe {id: 'ascribe'}) RETURN a.schema AS schema, a.bulkLoaded AS bulkLoaded",
  );
  return row as DatabaseState | undefined;
}

/** Without its indexes, checking a database takes hours. An earlier version stored other properties. */
function requirePrepared(state: DatabaseState | undefined, address: string): void {
  if (state === undefined) return;
  const version = schemaVersion(MIGRATIONS);
  if (state.schema === version && state.bulkLoaded !== true) return;
  throw new AscribeError(
    'STORE_UNUSABLE',
    `the database at ${address} has not been opened since ${state.bulkLoaded === true ? 'its bulk load' : `another version of ascribe wrote it (schema ${state.schema}; expected ${version})`}; open it once, for example with: ascribe policy show --store ${address}`,
  );
}

const statusReads = (query: Query): StatusReads => ({
  claimIdsAfter: (id, limit) => claimIdsAfter(query, id, limit),
  currentClaims: (ids) => loadClaims(query, ids).then(recordsOf),
  evidence: (ids) => readEvidence(query, 'now', ids),
  assessments: (ids) => readAssessments(query, 'now', ids),
  policyState: () => readPolicyState(query),
});
