import { policyToYaml } from '../policy-files/policy-to-yaml.js';
import type { Store } from '../store/store.js';

export async function showPolicy(store: Store): Promise<void> {
  const { policy, since, complete } = await store.policy();
  const start = since === null ? '' : ` since ${since}`;
  const about = [
    `Policy ${policy.version}, in force in ${store.label}${start}.`,
    ...(complete
      ? []
      : ['Not all claims are derived by it yet: ascribe policy apply, with this policy, goes on with them.']),
    'To change it, give it a version that was not used yet; what is left out is that of policy 1.',
  ];
  process.stdout.write(policyToYaml(policy, about));
}
