import type { Policy } from '../../../domain/derivation/policy.js';
import type { PolicyState } from '../../write/write-port.js';
import type { SqliteConnection } from '../connection/connection.js';

export function loadPolicyState(db: SqliteConnection): PolicyState {
  const [state] = db.all('SELECT derivation_cursor FROM state');
  return {
    history: db
      .all('SELECT at, record FROM policy ORDER BY number')
      .map((row) => ({ at: row.at as string, policy: JSON.parse(row.record as string) })),
    derivationCursor: (state?.derivation_cursor ?? null) as string | null,
  };
}

export function addPolicy(db: SqliteConnection, policy: Policy, now: string): void {
  db.run('INSERT INTO policy (at, record) VALUES (?, ?)', now, JSON.stringify(policy));
}

export function saveDerivationCursor(db: SqliteConnection, claimId: string | null): void {
  db.run('UPDATE state SET derivation_cursor = ?', claimId);
}
