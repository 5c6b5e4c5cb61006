import { describe, expect, test } from 'vitest';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import type { ClaimStatus, Proposition } from '#ascribe/domain/records.js';
import { FUNDING } from './evidence-builder.js';

/** One row of a table of statuses. The claim is FUNDING by default. */
export type Case = readonly [
  title: string,
  status: ClaimStatus,
  evidence: readonly Evidence[],
  proposition?: Proposition,
];

/** Defines a test for each case, in a group for each key. */
export function testStatuses(groups: Record<string, readonly Case[]>): void {
  for (const [when, cases] of Object.entries(groups)) {
    describe(`when ${when}`, () => {
      for (const [title, status, evidence, proposition = FUNDING] of cases) {
        test(title, () => {
          expect(derive(proposition, evidence).status).toBe(status);
        });
      }
    });
  }
}
