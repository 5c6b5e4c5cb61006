import { encodeCursor } from '../../read/cursor.js';
import type { Position } from '../../store.js';
import type { Connection } from '../connection/connection.js';

/** One statement, so that both are of one commit. */
export function position(db: Connection): Position {
  const [row] = db.all('SELECT last_write_at, (SELECT max(number) FROM claim_change) AS number FROM state');
  const number = row?.number as number | null;
  return {
    moment: row?.last_write_at as string,
    change: number === null ? null : encodeCursor('changes', [number]),
  };
}
