import { POLICY, type Policy } from '../domain/derivation/policy.js';
import type { PolicyDocument } from './shape.js';

/** What a policy leaves out is that of the first one. Its keys stand in the order of the first policy, whatever the order of the file: equal policies have equal digests. */
export function complete(document: PolicyDocument): Policy {
  const { reliability, credibility, modality, denial, confirm, allegations } = document;
  return {
    version: document.policy,
    reliability: { ...POLICY.reliability, ...given(reliability) },
    credibility: { ...POLICY.credibility, ...given(credibility) },
    modality: { ...POLICY.modality, ...given(modality) },
    denial: { ...POLICY.denial, ...given(denial) },
    confirm: { ...POLICY.confirm, ...given(confirm) },
    allegations: allegations ?? POLICY.allegations,
  };
}

type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Zod makes no key of what a file leaves out; its types do not know. */
function given<T extends object>(part: T | undefined): Given<T> {
  return (part ?? {}) as Given<T>;
}
