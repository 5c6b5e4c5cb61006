import type { Session } from 'neo4j-driver';
import { DEFAULT_POLICY } from '../../../domain/derivation/policy.js';
import type { Article, Claim, ClaimChange } from '../../../domain/records.js';
import { changeCause } from '../../write/rederive.js';
import { parseRecord, type Query, type Row } from '../connection/cypher.js';
import { changeProperties } from '../write/changes.js';
import { readPolicyState } from '../write/policies.js';
import { claimProperties } from '../write/save-claims.js';
import { acquireWriteLock, inWriteTransaction, writeUnderLock } from '../write/write-transaction.js';
import { VERSIONED_RECORDS, type VersionedRecord } from './as-of.js';
import { BATCH_SIZE, inBatches, type UnderLock } from './migrate-batches.js';
import { addDates } from './migrate-dates.js';
import { addTexts } from './migrate-texts.js';
import { SCHEMA_VERSION } from './schema.js';

/** What brings a graph to a version from the one before. */
const MIGRATIONS: Readonly<Record<number, (underLock: UnderLock) => Promise<void>>> = {
  2: async (underLock) => {
    for (const record of VERSIONED_RECORDS)
      await inBatches<string>(underLock, (query, after) => rewrite(query, record, after));
    await inBatches(underLock, rewriteChanges);
    await underLock((query) => query("MATCH (a:Ascribe {id: 'ascribe'}) SET a.derivedTo = ''"));
  },
  3: async (underLock) => {
    await addTexts(underLock);
    await addDates(underLock);
  },
};

/**
 * Brings a graph of an older version to this one. To 2: each record knows since when it stands, articles and changes tell more, and all
 * claims are derived again. To 3: texts are kept for the search, and dates for timelines. In transactions of a batch each, under the lock of the writers. Each may be
 * run again, so whoever stops between two goes on when the database is next opened, and two that open it at once do no harm.
 */
export async function migrate(openSession: () => Session): Promise<void> {
  const inTurn = <T>(work: (query: Query) => Promise<T>) => inWriteTransaction(openSession(), work);
  for (let version = (await inTurn(versionOf)) + 1; version <= SCHEMA_VERSION; version += 1) {
    const underLock: UnderLock = (work) =>
      inTurn(async (query) => {
        await acquireWriteLock(query);
        return (await versionOf(query)) < version ? work(query) : null;
      });
    await MIGRATIONS[version]?.(underLock);
    await underLock((query) => query(`MATCH (a:Ascribe {id: 'ascribe'}) SET a.schema = ${version}`));
  }
  // The policy that comes with the store was never put in force: that claims are still to be derived by it is of this migration.
  const isUnfinished = async (query: Query) => {
    const { history, derivationCursor } = await readPolicyState(query);
    return history.length === 0 && derivationCursor !== null;
  };
  while (await inTurn(isUnfinished)) {
    await inTurn(async (query) =>
      writeUnderLock(query, (writer) => writer.applyPolicy(DEFAULT_POLICY, BATCH_SIZE)),
    );
  }
}

async function versionOf(query: Query): Promise<number> {
  const [row] = await query("MATCH (a:Ascribe {id: 'ascribe'}) RETURN a.schema AS schema");
  return row?.schema as number;
}

const SINCE_ALWAYS = { recordedAt: '' };
const PROPERTIES: Readonly<Record<VersionedRecord, (row: Row) => Row>> = {
  Entity: () => SINCE_ALWAYS,
  Source: () => SINCE_ALWAYS,
  Citation: () => SINCE_ALWAYS,
  Article: (row) => {
    const article = {
      ...parseRecord<Article>(row),
      retractedBy: null,
      retractsDerived: false,
      retractedWith: null,
    };
    return {
      ...SINCE_ALWAYS,
      retractsDerived: false,
      live: article.retractedAt === null,
      record: JSON.stringify(article),
    };
  },
  // As well as it can be told without its evidence; it is derived again in the end.
  Claim: (row) => {
    const { firstKnownAt, ...claim } = parseRecord<Claim>(row);
    return {
      ...SINCE_ALWAYS,
      ...claimProperties({
        ...claim,
        derivedConfidence: claim.confidence,
        assessmentId: null,
        validity: [],
        soleArticleId: null,
        soleSourceId: null,
        contested: false,
        firstKnownAt,
      }),
    };
  },
};

async function rewrite(query: Query, record: VersionedRecord, after: string | null): Promise<string | null> {
  const rows = await query(
    `MATCH (n:${record}) WHERE n.id > $after RETURN n.id AS id, n.record AS record ORDER BY id LIMIT $limit`,
    { after: after ?? '', limit: BATCH_SIZE },
  );
  await query(`UNWIND $rows AS row MATCH (n:${record} {id: row.id}) SET n += row.properties`, {
    rows: rows.map((row) => ({ id: row.id, properties: PROPERTIES[record](row) })),
  });
  return (rows.at(-1)?.id ?? null) as string | null;
}

/** A change tells what the claim says, as the claim may be gone. What the log has of claims that are gone already is dropped. */
async function rewriteChanges(query: Query, after: number | null): Promise<number | null> {
  const rows = await query(
    `MATCH (n:Change) WHERE n.number > $after
     WITH n ORDER BY n.number LIMIT $limit
     OPTIONAL MATCH (c:Claim {id: n.claimId})
     RETURN n.number AS number, n.record AS record, c.record AS claim ORDER BY number`,
    { after: after ?? -1, limit: BATCH_SIZE },
  );
  const known = rows.filter(({ claim }) => claim !== null);
  await query('UNWIND $rows AS row MATCH (n:Change {number: row.number}) SET n += row.properties', {
    rows: known.map((row) => ({ number: row.number, properties: changeProperties(toldChange(row)) })),
  });
  await query('MATCH (n:Change) WHERE n.number IN $numbers DELETE n', {
    numbers: rows.filter(({ claim }) => claim === null).map(({ number }) => number),
  });
  return (rows.at(-1)?.number ?? null) as number | null;
}

function toldChange(row: Row): ClaimChange {
  const { claimId, at, from, to, cause: why } = parseRecord<ClaimChange>(row);
  const { subjectId, predicate, objectId, value } = JSON.parse(row.claim as string) as Claim;
  return {
    claimId,
    subjectId,
    predicate,
    objectId,
    value,
    at,
    from,
    to,
    cause: changeCause(why.kind, { articleIds: why.articleIds }),
  };
}
