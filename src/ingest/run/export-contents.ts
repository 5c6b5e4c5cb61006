import type Database from 'libsql';
import type { Policy } from '../../domain/derivation/policy.js';
import type { RestorableRecords } from '../../store/store.js';
import type { ExportRecord } from '../format/export-records.js';

/** All records of the exported files in a run, except articles. */
export interface ExportContents {
  /** Whether one of the exports omits claims, or may do so because its first line is damaged. */
  readonly partial: boolean;
  readonly policies: readonly Policy[];
  /** First all entities, then all sources, because sources refer to entities. */
  readonly declaredBatches: () => Generator<RestorableRecords>;
}

const BATCH_SIZE = 500;

/** Reads the table `record` of the staging database. */
export function readExportContents(db: Database.Database): ExportContents {
  const batchesOfKind = <Kind extends ExportRecord['kind']>(kind: Kind) => {
    const next = db.prepare('SELECT seq, body FROM record WHERE kind = ? AND seq > ? ORDER BY seq LIMIT ?');
    return function* (): Generator<readonly Extract<ExportRecord, { kind: Kind }>[]> {
      for (let seq = 0; ; ) {
        const rows = next.all(kind, seq, BATCH_SIZE) as { seq: number; body: string }[];
        if (rows.length === 0) return;
        seq = rows.at(-1)?.seq as number;
        yield rows.map(({ body }) => JSON.parse(body) as Extract<ExportRecord, { kind: Kind }>);
      }
    };
  };
  return {
    partial: [...batchesOfKind('export')()].flat().some(({ partial }) => partial),
    policies: [...batchesOfKind('policy')()].flat().map(({ policy }) => policy),
    *declaredBatches() {
      for (const records of batchesOfKind('entity')())
        yield { entities: records.map(({ entity }) => entity), sources: [] };
      for (const records of batchesOfKind('source')())
        yield { entities: [], sources: records.map(({ source }) => source) };
    },
  };
}
