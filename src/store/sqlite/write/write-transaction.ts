import type { Writer } from '../../store.js';
import { nextTimestamp } from '../../write/clock.js';
import { mergeHeldWords } from '../../write/held-words.js';
import { createWriter } from '../../write/writer.js';
import type { SqliteConnection } from '../connection/connection.js';
import { readState, saveState } from '../schema/state.js';
import { createClaimCounter } from './claim-counter.js';
import { purgeErased } from './erase.js';
import { sqliteWritePort } from './write-port.js';

/** Transactions over one connection, one at a time: begin, any number of writes, then commit or rollback. */
export interface WriteTransactions extends Writer {
  begin(): void;
  commit(): void;
  rollback(): void;
}

export function createWriteTransactions(db: SqliteConnection): WriteTransactions {
  let now = '';
  let erased = false;
  const counter = createClaimCounter(db);
  const writer = createWriter(() => counter.watch(sqliteWritePort(db, now)));
  return {
    ...writer,
    erase: async (request) => {
      erased = true;
      return writer.erase(request);
    },
    begin: () => {
      erased = false;
      counter.begin();
      db.run('BEGIN IMMEDIATE');
      const state = readState(db);
      now = nextTimestamp(state.lastWriteAt);
      saveState(db, { ...state, lastWriteAt: now, ontology: mergeHeldWords(state.ontology, 'the store') });
    },
    commit: () => {
      counter.save();
      db.run('COMMIT');
      if (erased) purgeErased(db);
    },
    rollback: () => db.run('ROLLBACK'),
  };
}
