import { encodeCursor } from '../../read/cursor.js';
import type { WritePosition } from '../../store.js';
import type { SqliteConnection } from '../connection/connection.js';

/** One statement, so that both are of one commit. */
export function readWritePosition(db: SqliteConnection): WritePosition {
  const [row] = db.all('SELECT last_write_at, (SELECT max(number) FROM claim_change) AS number FROM state');
  const number = row?.number as number | null;
  return {
    lastWriteAt: row?.last_write_at as string,
    changeCursor: number === null ? null : encodeCursor('changes', [number]),
  };
}
