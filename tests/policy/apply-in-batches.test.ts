import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import type { Store } from '#ascribe/store/store.js';
import { applyPolicyInBatches } from '#ascribe/store/write/apply-policy-in-batches.js';
import { openEmptyStore } from '../sqlite/empty-store.js';
import { article } from '../store-contract/article-builder.js';

const STRICT = { ...DEFAULT_POLICY, version: 3, confirm: { ...DEFAULT_POLICY.confirm, factOrigins: 3 } };
const says = [{}, { predicate: 'ARMS' }, { predicate: 'TRAINS' }] as const;
let store: Store;

beforeEach(async () => {
  store = await openEmptyStore();
  await store.write((writer) => writer.put([article('one', { says }), article('two', { says })]));
});
afterEach(() => store.close());

it('a policy is applied in batches and resumes after an interruption', async () => {
  for await (const { derived } of applyPolicyInBatches(store, STRICT, 2)) {
    expect(derived).toBe(2);
    break;
  }
  expect(await store.policy()).toMatchObject({ policy: STRICT, complete: false });
  const rest = [];
  for await (const { derived, complete } of applyPolicyInBatches(store, STRICT, 2))
    rest.push({ derived, complete });
  expect(rest).toEqual([{ derived: 1, complete: true }]);
  for await (const batch of applyPolicyInBatches(store, STRICT, 2))
    expect(batch).toEqual({ changes: [], derived: 0, complete: true });
});

it('the run stops if a different policy is applied in the meantime', async () => {
  const apply = async () => {
    for await (const _ of applyPolicyInBatches(store, STRICT, 1))
      await store.write((writer) => writer.applyPolicy({ ...DEFAULT_POLICY, version: 4 }, 10));
  };
  await expect(apply()).rejects.toMatchObject({
    code: 'POLICY_CONFLICT',
    message: 'policy 4 came into force while policy 3 was being applied; expected one at a time',
  });
  expect(await store.policy()).toMatchObject({ policy: { version: 4 }, complete: true });
});
