import type { Writer } from '../../store.js';
import { type ClaimCounter, createClaimCounter } from '../../write/claim-counter.js';
import { nextTimestamp } from '../../write/clock.js';
import { mergeHeldWords } from '../../write/held-words.js';
import { createWriter } from '../../write/writer.js';
import type { SqliteConnection } from '../connection/connection.js';
import { readState, saveState } from '../schema/state.js';
import { sqliteCountPort } from './count-port.js';
import { purgeErased } from './erase.js';
import { sqliteWritePort } from './write-port.js';

/** Transactions over one connection, one at a time: begin, any number of writes, then commit or rollback. */
export interface WriteTransactions extends Writer {
  begin(): void;
  commit(): Promise<void>;
  rollback(): void;
}

export function createWriteTransactions(db: SqliteConnection): WriteTransactions {
  let erased = false;
  let counter: ClaimCounter;
  const writer = createWriter(() => counter.port);
  return {
    ...writer,
    erase: async (request) => {
      erased = true;
      return writer.erase(request);
    },
    begin: () => {
      erased = false;
      db.run('BEGIN IMMEDIATE');
      const state = readState(db);
      const now = nextTimestamp(state.lastWriteAt);
      counter = createClaimCounter(sqliteWritePort(db, now), sqliteCountPort(db));
      saveState(db, { ...state, lastWriteAt: now, ontology: mergeHeldWords(state.ontology, 'the store') });
    },
    commit: async () => {
      await counter.save();
      db.run('COMMIT');
      if (erased) purgeErased(db);
    },
    rollback: () => db.run('ROLLBACK'),
  };
}
