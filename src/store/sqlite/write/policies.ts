import type { Policy } from '../../../domain/derivation/policy.js';
import { openSealed, sealJson } from '../../sealed-json.js';
import type { PolicyState } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';
import { readState, saveState } from '../schema/state.js';

export function loadPolicyState(db: SqliteConnection): PolicyState {
  return {
    history: db
      .all('SELECT at, record FROM policy ORDER BY number')
      .map((row) => ({ at: row.at as string, policy: openSealed(row.record, 'of a policy') })),
    derivationCursor: readState(db).derivationCursor,
  };
}

export function addPolicy(db: SqliteConnection, policy: Policy, now: string): void {
  db.run('INSERT INTO policy (at, record) VALUES (?, ?)', now, sealJson(policy, now));
}

export function saveDerivationCursor(db: SqliteConnection, claimId: string | null): void {
  saveState(db, { ...readState(db), derivationCursor: claimId });
}
