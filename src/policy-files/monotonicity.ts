import { type AtPath, type Diagnostic, pathDiagnostic } from '../documents/diagnostic.js';
import type { Policy } from '../domain/derivation/policy.js';

/** Finds weights that are higher than the weight of a better grade. They are allowed, but usually a mistake. */
export function findNonMonotonicWeights(policy: Policy): Diagnostic<AtPath>[] {
  return (['reliability', 'credibility', 'modality'] as const).flatMap((table) =>
    findRisingWeights(table, policy[table]),
  );
}

function findRisingWeights(
  table: string,
  weights: Readonly<Record<string, number | null>>,
): Diagnostic<AtPath>[] {
  const diagnostics: Diagnostic<AtPath>[] = [];
  let better: { readonly key: string; readonly weight: number } | null = null;
  for (const [key, weight] of Object.entries(weights)) {
    if (weight === null) continue;
    if (better !== null && weight > better.weight)
      diagnostics.push(
        pathDiagnostic(
          'INVALID_DOCUMENT',
          [table, key],
          `the weight of ${key} is ${weight}, higher than that of the better grade ${better.key} (${better.weight})`,
        ),
      );
    better = { key, weight };
  }
  return diagnostics;
}
