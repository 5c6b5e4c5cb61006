import { damageError } from '../../damage.js';
import { checksumOfRow } from '../../sealed-json.js';
import { NO_HELD_WORDS } from '../../write/held-words.js';
import type { Row, SqliteConnection } from '../connection/connection.js';

/** What the store knows about itself. */
export interface State {
  readonly lastWriteAt: string;
  /** Claims up to this id are derived by the last policy; null if all are. */
  readonly derivationCursor: string | null;
  /** Changes up to this number were logged, and may be erased. */
  readonly changeFloor: number;
  /** The words of users' ontologies, as JSON. */
  readonly ontology: string;
}

const NEW_STATE: State = {
  lastWriteAt: '',
  derivationCursor: null,
  changeFloor: 0,
  ontology: NO_HELD_WORDS,
};

const checksumOfState = ({ lastWriteAt, derivationCursor, changeFloor, ontology }: State): number =>
  checksumOfRow([lastWriteAt, derivationCursor, changeFloor, ontology]);

/** The columns that `toState` reads. */
export const STATE_COLUMNS = 'last_write_at, derivation_cursor, change_floor, ontology, checksum';

/** Throws STORE_UNUSABLE if it is damaged. */
export function readState(db: SqliteConnection): State {
  return toState(db.all(`SELECT ${STATE_COLUMNS} FROM state`)[0]);
}

/** The state from its row. Throws as `readState`. */
export function toState(row: Row | undefined): State {
  const state = {
    lastWriteAt: row?.last_write_at as string,
    derivationCursor: (row?.derivation_cursor ?? null) as string | null,
    changeFloor: row?.change_floor as number,
    ontology: row?.ontology as string,
  };
  const isNew = row?.checksum === null && JSON.stringify(state) === JSON.stringify(NEW_STATE);
  if (isNew || row?.checksum === checksumOfState(state)) return state;
  throw damageError('the state of the store, with the time of its last write, is damaged');
}

export function saveState(db: SqliteConnection, state: State): void {
  db.run(
    'UPDATE state SET last_write_at = ?, derivation_cursor = ?, change_floor = ?, ontology = ?, checksum = ?',
    state.lastWriteAt,
    state.derivationCursor,
    state.changeFloor,
    state.ontology,
    checksumOfState(state),
  );
}
