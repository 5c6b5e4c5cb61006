import type Database from 'libsql';
import {
  type EntityDeclarations,
  entityFromDeclarations,
  type SourceDeclarations,
  sourceFromDeclarations,
} from '../../../domain/declarations.js';
import { textKey } from '../../../domain/declared-texts.js';
import type { Policy } from '../../../domain/derivation/policy.js';
import { claimId } from '../../../domain/ids.js';
import { citationRank, statusRank } from '../../../domain/order.js';
import {
  type Article,
  type Assessment,
  type Citation,
  type ClaimChange,
  isLive,
} from '../../../domain/records.js';
import { isTimestamp } from '../../../domain/timestamp.js';
import { newestFirstKey } from '../../read/cursor.js';
import { openSealed, unseal } from '../../sealed-json.js';
import type { Collector } from '../../verify/report.js';
import type { Row } from '../connection/connection.js';
import { erasureChecksum } from '../read/erasures.js';
import { toClaim, toEntity, toSource } from '../schema/row-mapping.js';
import { toState } from '../schema/state.js';
import { nameOf, readRawRows } from './raw-rows.js';

/**
 * Checks each row of each table by itself: its texts are UTF-8, its checksum is right, its record can be read, and its columns say what
 * its record says.
 */
export function checkRecords(database: Database.Database, collector: Collector): void {
  for (const table of Object.keys(CHECKS)) {
    const check = CHECKS[table] as RowCheck;
    collector.attempt(`the table ${table}`, () => {
      for (const row of readRawRows(database, table, collector)) {
        const where = nameOf(table, row);
        collector.attempt(where, () => {
          const problem = check(row) ?? timesProblem(row);
          if (problem !== null) collector.report(where, problem);
        });
      }
    });
  }
}

/** Returns what is wrong with a row, or null; or throws it. */
type RowCheck = (row: Row) => string | null;

/** The first column that is not as its record says. */
function differingColumn(row: Row, expected: Row): string | null {
  const name = Object.keys(expected).find((column) => row[column] !== expected[column]);
  return name === undefined ? null : `its column ${name} contradicts its record`;
}

const checkEntity: RowCheck = (row) => {
  const entity = toEntity(row);
  if (row.declarations === undefined) return null;
  const declared = openSealed<EntityDeclarations>(row.declarations, entity.id);
  return sameJson(entity, entityFromDeclarations(entity.id, declared))
    ? null
    : 'it is not what articles declare about it';
};

const checkSource: RowCheck = (row) => {
  const source = toSource(row);
  if (row.declarations === undefined) return null;
  const declared = openSealed<SourceDeclarations>(row.declarations, source.id);
  return sameJson(source, sourceFromDeclarations(source.id, declared))
    ? null
    : 'it is not what articles declare about it';
};

const checkArticle: RowCheck = (row) => {
  const { value: article, note } = unseal<Article>(row.record, row.id as string);
  const { note: digest } = unseal(row.declarations, row.id as string);
  return differingColumn(row, {
    id: article.id,
    source_id: article.sourceId,
    derived_from: article.derivedFrom,
    live: isLive(article) ? 1 : 0,
    newest_first: newestFirstKey(article.publishedAt),
    recorded_at: note,
    ...(row.digest !== undefined && { digest }),
  });
};

const checkClaim: RowCheck = (row) => {
  const claim = toClaim(row);
  return claim.id === claimId(claim) ? null : 'its id is not that of its content';
};

const checkCitation: RowCheck = (row) => {
  const { value: citation, note } = unseal<Citation>(row.record, row.id as string);
  return differingColumn(row, {
    id: citation.id,
    claim_id: citation.claimId,
    article_id: citation.articleId,
    order_key: citationRank(citation),
    recorded_at: note,
    ...(row.speaker_id !== undefined && {
      speaker_id: citation.assertedBy.at(-1) ?? null,
      earlier_speakers:
        citation.assertedBy.length > 1 ? JSON.stringify(citation.assertedBy.slice(0, -1)) : null,
    }),
  });
};

const checkChange: RowCheck = (row) => {
  const change = openSealed<ClaimChange>(row.record);
  return differingColumn(row, {
    claim_id: change.claimId,
    at: change.at,
    subject_id: change.subjectId,
    object_id: change.objectId,
    from_status_rank: change.from === null ? null : statusRank(change.from.status),
    to_status_rank: statusRank(change.to?.status ?? 'RETRACTED'),
  });
};

const checkAssessment: RowCheck = (row) => {
  const {
    id,
    claimId: claim_id,
    at,
    endedAt: ended_at,
  } = openSealed<Assessment>(row.record, row.id as string);
  return differingColumn(row, { id, claim_id, at, ended_at });
};

const CHECKS: Readonly<Record<string, RowCheck>> = {
  state: (row) => {
    toState(row);
    return null;
  },
  entity: checkEntity,
  source: checkSource,
  article: checkArticle,
  claim: checkClaim,
  citation: checkCitation,
  entity_version: checkEntity,
  source_version: checkSource,
  article_version: checkArticle,
  claim_version: checkClaim,
  citation_version: checkCitation,
  claim_change: checkChange,
  assessment: checkAssessment,
  erasure: (row) => differingColumn(row, { checksum: erasureChecksum(row) }),
  policy: (row) => differingColumn(row, { at: unseal<Policy>(row.record, 'of a policy').note }),
  text: () => null,
  text_band: () => null,
  declared_text: (row) => differingColumn(row, { text_key: textKey(row.text as string) }),
  claim_period: () => null,
  claim_date: (row) => differingColumn(row, { claim_id: unseal(row.record, 'of a date').note }),
};

/** What is wrong with the times from and until which a row was current. */
function timesProblem({ recorded_at: from, replaced_at: until }: Row): string | null {
  if (from !== undefined && !isTimestamp(String(from))) return 'the time of its record is not a time';
  if (until == null) return null;
  return isTimestamp(String(until)) && String(until) > String(from)
    ? null
    : 'the time until which it was current is not after the time of its record';
}

const sameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
