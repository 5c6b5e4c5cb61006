import { type AtPath, type Diagnostic, pathDiagnostic } from '../documents/diagnostic.js';
import type { Policy } from '../domain/derivation/policy.js';

/** Weights that rise where the scale falls: nothing forbids them, and they are a slip more often than a wish. */
export function findNonMonotonicWeights(policy: Policy): Diagnostic<AtPath>[] {
  return (['reliability', 'credibility', 'modality'] as const).flatMap((table) =>
    findRisingWeights(table, policy[table]),
  );
}

function findRisingWeights(
  table: string,
  weights: Readonly<Record<string, number | null>>,
): Diagnostic<AtPath>[] {
  const found: Diagnostic<AtPath>[] = [];
  let above: { readonly key: string; readonly weight: number } | null = null;
  for (const [key, weight] of Object.entries(weights)) {
    if (weight === null) continue;
    if (above !== null && weight > above.weight)
      found.push(
        pathDiagnostic(
          'INVALID_DOCUMENT',
          [table, key],
          `${key} weighs ${weight}, more than ${above.key} (${above.weight}), which stands above it`,
        ),
      );
    above = { key, weight };
  }
  return found;
}
