import type Database from 'libsql';
import type { Policy } from '../../domain/derivation/policy.js';
import type { RestorableRecords } from '../../store/write/restore-declared.js';
import type { ExportRecord } from '../format/export-records.js';

/** What the exports in a run tell besides articles. */
export interface ExportContents {
  /** Whether one of them leaves out claims, for their status. */
  readonly partial: boolean;
  readonly policies: readonly Policy[];
  /** All entities, before all sources: these name them. */
  readonly declaredBatches: () => Generator<RestorableRecords>;
}

/** Records in one batch. */
const BATCH_SIZE = 500;

/** Reads them from the table `record` of the staging. */
export function readExportContents(db: Database.Database): ExportContents {
  const ofKind = <Kind extends ExportRecord['kind']>(kind: Kind) => {
    const after = db.prepare('SELECT seq, body FROM record WHERE kind = ? AND seq > ? ORDER BY seq LIMIT ?');
    return function* (): Generator<readonly Extract<ExportRecord, { kind: Kind }>[]> {
      for (let seq = 0; ; ) {
        const rows = after.all(kind, seq, BATCH_SIZE) as { seq: number; body: string }[];
        if (rows.length === 0) return;
        seq = rows.at(-1)?.seq as number;
        yield rows.map(({ body }) => JSON.parse(body) as Extract<ExportRecord, { kind: Kind }>);
      }
    };
  };
  return {
    partial: [...ofKind('export')()].flat().some(({ partial }) => partial),
    policies: [...ofKind('policy')()].flat().map(({ policy }) => policy),
    *declaredBatches() {
      for (const lines of ofKind('entity')())
        yield { entities: lines.map(({ entity }) => entity), sources: [] };
      for (const lines of ofKind('source')())
        yield { entities: [], sources: lines.map(({ source }) => source) };
    },
  };
}
