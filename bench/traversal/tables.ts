import type { StoreResult } from './stores.js';

export function storeTable(results: readonly StoreResult[]): string {
  return JSON.stringify(results, null, 1);
}
export const apiTable = (_: unknown) => '';
