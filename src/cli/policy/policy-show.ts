import { DEFAULT_POLICY } from '../../domain/derivation/policy.js';
import { policyToYaml } from '../../policy-files/policy-to-yaml.js';
import type { Store } from '../../store/store.js';

export async function showPolicy(store: Store): Promise<void> {
  const { policy, since, complete } = await store.policy();
  const start = since === null ? '' : ` since ${since}`;
  const header = [
    `Policy ${policy.version}, active in ${store.label}${start}.`,
    ...(complete
      ? []
      : ['Not yet applied to all claims: run ascribe policy apply with this policy to resume.']),
    `To change it, give it a version that was never used. Omitted keys have the values of policy ${DEFAULT_POLICY.version}.`,
  ];
  process.stdout.write(policyToYaml(policy, header));
}
