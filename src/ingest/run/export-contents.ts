import type Database from 'libsql';
import type { Policy } from '../../domain/derivation/policy.js';
import type { Known } from '../../store/write/restore-declared.js';
import type { RecordLine } from '../format/export-records.js';

/** What the exports in a run tell besides articles. */
export interface Exported {
  /** Whether one of them leaves out claims, for their status. */
  readonly partial: boolean;
  readonly policies: readonly Policy[];
  /** All entities, before all sources: these name them. */
  readonly known: () => Generator<Known>;
}

/** Records in one batch. */
const BATCH = 500;

/** Reads them from the table `record` of the staging. */
export function exportedIn(db: Database.Database): Exported {
  const ofKind = <Kind extends RecordLine['kind']>(kind: Kind) => {
    const after = db.prepare('SELECT seq, body FROM record WHERE kind = ? AND seq > ? ORDER BY seq LIMIT ?');
    return function* (): Generator<readonly Extract<RecordLine, { kind: Kind }>[]> {
      for (let seq = 0; ; ) {
        const rows = after.all(kind, seq, BATCH) as { seq: number; body: string }[];
        if (rows.length === 0) return;
        seq = rows.at(-1)?.seq as number;
        yield rows.map(({ body }) => JSON.parse(body) as Extract<RecordLine, { kind: Kind }>);
      }
    };
  };
  return {
    partial: [...ofKind('export')()].flat().some(({ partial }) => partial),
    policies: [...ofKind('policy')()].flat().map(({ policy }) => policy),
    *known() {
      for (const lines of ofKind('entity')())
        yield { entities: lines.map(({ entity }) => entity), sources: [] };
      for (const lines of ofKind('source')())
        yield { entities: [], sources: lines.map(({ source }) => source) };
    },
  };
}
