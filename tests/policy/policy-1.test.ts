import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computeConfidence } from '#ascribe/domain/derivation/confidence.js';
import { derive } from '#ascribe/domain/derivation/derive.js';
import type { Evidence } from '#ascribe/domain/derivation/evidence.js';
import {
  groupIntoOrigins,
  isAdmission,
  isInterested,
  type Origin,
  weightOf,
  withoutEchoes,
} from '#ascribe/domain/derivation/origins.js';
import { BUILT_IN_POLICIES, DEFAULT_POLICY, type Policy } from '#ascribe/domain/derivation/policy.js';
import type { ClaimStatus } from '#ascribe/domain/records.js';
import { readPolicyFile } from '#ascribe/policy-files/read-policy-file.js';
import { FUNDING } from '../domain/evidence-builder.js';
import { randomEvidence } from '../domain/random-evidence.js';

const FILE = fileURLToPath(new URL('../../policies/policy-1.yaml', import.meta.url));
const policy1 = readPolicyFile(FILE).policy as Policy;

/** The rules of policy 1, written out without parameters. */
function statusByPolicy1(support: readonly Origin[], denials: readonly Origin[]): ClaimStatus {
  if (support.length === 0) return denials.length === 0 ? 'RETRACTED' : 'DENIED';
  const isDenied = denials.flatMap(({ evidence }) => evidence).some((one) => !isInterested(one));
  if (isDenied) return 'DISPUTED';
  const origins = support.map(({ evidence }) => withoutEchoes(evidence));
  const all = origins.flat();
  const ruled = all.some(
    ({ citation, reliability }) => citation.modality === 'ADJUDICATED' && 'ABC'.includes(reliability),
  );
  const admitted = all.some((one) => isAdmission(one, FUNDING)) && origins.length > 1;
  const reportsFact = ({ citation, reliability, genre, ...rest }: Evidence) =>
    citation.modality === 'REPORTED_AS_FACT' &&
    'AB'.includes(reliability) &&
    genre !== 'OPINION' &&
    !isInterested({ citation, reliability, genre, ...rest });
  const factOrigins = origins.filter((origin) => origin.some(reportsFact)).length;
  if (ruled || admitted || factOrigins >= 2) return 'CONFIRMED';
  const firm = ['ADJUDICATED', 'ADMITTED', 'REPORTED_AS_FACT'];
  return all.some(({ citation }) => firm.includes(citation.modality)) ? 'REPORTED' : 'ALLEGED';
}

function confidenceByPolicy1(support: readonly Origin[], denials: readonly Origin[]): number | null {
  const all = denials.flatMap(({ evidence }) => evidence);
  const others = all.filter((one) => !isInterested(one));
  const factors = others.map((one) => Math.min(0.85, 1 - (weightOf(one, policy1) ?? 0)));
  return computeConfidence(support, Math.min(1, ...factors) * (others.length < all.length ? 0.85 : 1));
}

it('policies/policy-1.yaml is the built-in policy 1, with the weights of policy 2', () => {
  expect(policy1).toEqual(BUILT_IN_POLICIES.find(({ version }) => version === 1));
  for (const table of ['reliability', 'credibility', 'modality', 'allegations'] as const)
    expect(policy1[table]).toEqual(DEFAULT_POLICY[table]);
});

it('gives random evidence the status and confidence of the rules before policy 2', () => {
  const seen = new Set<ClaimStatus>();
  fc.assert(
    fc.property(randomEvidence, (evidence) => {
      const support = groupIntoOrigins(evidence, 'SUPPORTS', policy1);
      const denials = groupIntoOrigins(evidence, 'DENIES', policy1);
      const { status, confidence } = derive(FUNDING, evidence, policy1);
      expect({ status, confidence }).toEqual({
        status: statusByPolicy1(support, denials),
        confidence: confidenceByPolicy1(support, denials),
      });
      seen.add(status);
    }),
    { numRuns: 3000 },
  );
  expect(seen.size).toBe(6);
});

it('differs from policy 2 only by rulings against a claim and by OPINION and PROPAGANDA', () => {
  fc.assert(
    fc.property(randomEvidence, (evidence) => {
      const plain = evidence.filter(
        ({ citation, genre }) =>
          !(citation.stance === 'DENIES' && citation.modality === 'ADJUDICATED') &&
          genre !== 'OPINION' &&
          genre !== 'PROPAGANDA',
      );
      const { policy: _, ...byPolicy1 } = derive(FUNDING, plain, policy1);
      expect(derive(FUNDING, plain)).toMatchObject(byPolicy1);
    }),
    { numRuns: 1000 },
  );
});
