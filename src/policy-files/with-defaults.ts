import { DEFAULT_POLICY, type Policy } from '../domain/derivation/policy.js';
import type { PolicyDocument } from './policy-schema.js';

/** Fills in missing values from the default policy. Keys get its order, so that equal policies have equal digests. */
export function withDefaults(document: PolicyDocument): Policy {
  const { reliability, credibility, modality, denial, confirm, allegations } = document;
  return {
    version: document.policy,
    reliability: { ...DEFAULT_POLICY.reliability, ...definedKeys(reliability) },
    credibility: { ...DEFAULT_POLICY.credibility, ...definedKeys(credibility) },
    modality: { ...DEFAULT_POLICY.modality, ...definedKeys(modality) },
    denial: { ...DEFAULT_POLICY.denial, ...definedKeys(denial) },
    confirm: { ...DEFAULT_POLICY.confirm, ...definedKeys(confirm) },
    allegations: allegations ?? DEFAULT_POLICY.allegations,
  };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Zod's result has no keys for missing values, although its type allows undefined. */
function definedKeys<T extends object>(part: T | undefined): Defined<T> {
  return (part ?? {}) as Defined<T>;
}
