import { expect, it } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '#ascribe/domain/derivation/policy.js';
import { describeRules } from '#ascribe/domain/derivation/policy-rules.js';
import { type ClaimStatus, MODALITIES, type Modality, STATUSES } from '#ascribe/domain/records.js';

const ALL = Object.keys(MODALITIES) as Modality[];
const rule = (status: ClaimStatus, change: Partial<Policy> = {}, confirm: Partial<Policy['confirm']> = {}) =>
  describeRules({ ...DEFAULT_POLICY, ...change, confirm: { ...DEFAULT_POLICY.confirm, ...confirm } }).find(
    (row) => row.status === status,
  )?.rule;

it('each status has one rule', () => {
  expect(
    describeRules(DEFAULT_POLICY)
      .map((row) => row.status)
      .sort(),
  ).toEqual(Object.keys(STATUSES).sort());
});

it('the rules of the default policy are plain sentences', () => {
  expect(rule('CONFIRMED')).toBe(
    'A court or inquiry found so, as reported by a source of reliability A to C, not in OPINION or PROPAGANDA; or the actor admitted it and another independent origin supports it, not in OPINION or PROPAGANDA; or two or more independent, disinterested origins of reliability A or B report it as fact, not in OPINION or PROPAGANDA.',
  );
  expect(rule('DENIED')).toBe(
    'Only denials are live; or a court or inquiry that is not a party to the claim found that it is not so, as reported by a source of reliability A to C, not in OPINION or PROPAGANDA, and no such ruling supports the claim.',
  );
  expect(rule('REPORTED')).toBe(
    'At least one citation reports it as fact, admits it or reports a ruling, and no rule for CONFIRMED applies.',
  );
  expect(rule('ALLEGED')).toBe('All support is an assessment, an accusation or a possibility.');
  expect(rule('DISPUTED')).toContain(
    'A denial by a party to the claim lowers confidence, but does not make it DISPUTED.',
  );
});

it('the rules follow the values of the policy', () => {
  expect(rule('CONFIRMED', {}, { factOrigins: 12, notGenres: [] })).toContain(
    'or 12 or more independent, disinterested origins of reliability A or B report it as fact.',
  );
  expect(
    rule('CONFIRMED', {}, { factThrough: ['A', 'F', 'B'], notGenresFor: ['REPORTED_AS_FACT'] }),
  ).toContain(
    'supports it; or two or more independent, disinterested origins of reliability A, B or F report it as fact, not in OPINION or PROPAGANDA.',
  );
  expect(rule('DENIED', { denial: { ...DEFAULT_POLICY.denial, adjudicatedThrough: [] } })).toBe(
    'Only denials are live.',
  );
  expect(rule('CONFIRMED', {}, { adjudicatedThrough: [], factThrough: [], notGenres: [] })).toBe(
    'The actor admitted it and another independent origin supports it.',
  );
  expect(rule('DISPUTED', { denial: { ...DEFAULT_POLICY.denial, interestedLeaves: 1 } })).toContain(
    'A denial by a party to the claim does not make it DISPUTED.',
  );
});

it.each([
  [
    [],
    'Never: no modality counts as an allegation.',
    /^At least one citation says that it is possible, reports an accusation by someone other than authorities,/,
  ],
  [
    ['ACCUSED'],
    'All support is an accusation by someone other than authorities.',
    /reports an accusation by authorities,/,
  ],
  [
    ['POSSIBLE', 'ACCUSED_BY_AUTHORITIES'],
    'All support is an accusation by authorities or a possibility.',
    /./,
  ],
  [ALL, /^All support is a ruling, an admission, .* or a possibility\.$/, /^Never: every modality counts/],
] as const)('the rules list %j as allegations', (allegations, alleged, reported) => {
  expect(rule('ALLEGED', { allegations })).toEqual(
    typeof alleged === 'string' ? alleged : expect.stringMatching(alleged),
  );
  expect(rule('REPORTED', { allegations })).toMatch(reported);
});
