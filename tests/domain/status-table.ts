import { describe, expect, test } from 'vitest';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import type { ClaimStatus, Proposition } from '#ascribe/domain/records.js';
import { FUNDING } from './evidence-builder.js';

/** One line of a table of statuses; the claim is FUNDING unless told otherwise. */
export type Case = readonly [
  said: string,
  status: ClaimStatus,
  evidence: readonly Evidence[],
  about?: Proposition,
];

/** Makes a test of each case, in a group for each key. */
export function testStatuses(groups: Record<string, readonly Case[]>): void {
  for (const [when, cases] of Object.entries(groups)) {
    describe(`when ${when}`, () => {
      for (const [said, status, evidence, about = FUNDING] of cases) {
        test(said, () => {
          expect(derive(about, evidence).status).toBe(status);
        });
      }
    });
  }
}
