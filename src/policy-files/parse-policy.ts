import type { Diagnostic } from '../documents/diagnostic.js';
import { createSourceMap, type DocumentFormat, parseDocument } from '../documents/parse.js';
import { describeSchemaErrors } from '../documents/schema-errors.js';
import { locateDiagnostics, locateSyntaxErrors } from '../documents/source-map.js';
import { DEFAULT_POLICY, type Policy } from '../domain/derivation/policy.js';
import { findNonMonotonicWeights } from './monotonicity.js';
import { policySchema } from './policy-schema.js';
import { withDefaults } from './with-defaults.js';

/** A policy with warnings, or the errors of the file. */
export type PolicyParseResult =
  | { readonly policy: Policy; readonly warnings: readonly Diagnostic[] }
  | { readonly policy: null; readonly problems: readonly Diagnostic[] };

const DESCRIBED_SCHEMA = {
  schema: policySchema,
  description: `a map with the key policy, and the values that differ from policy ${DEFAULT_POLICY.version}`,
};

/**
 * Parses and validates a policy. Missing values are those of the default policy.
 *
 * @param file the path to show in messages.
 */
export function parsePolicy(text: string, format: DocumentFormat, file: string): PolicyParseResult {
  const { value, syntaxErrors } = parseDocument(text, format);
  if (syntaxErrors.length > 0)
    return { policy: null, problems: locateSyntaxErrors(syntaxErrors, file, text) };
  const locate = createSourceMap(text, format);
  const result = policySchema.safeParse(value);
  if (!result.success)
    return {
      policy: null,
      problems: locateDiagnostics(
        describeSchemaErrors(result.error.issues, value, DESCRIBED_SCHEMA),
        file,
        locate,
      ),
    };
  const policy = withDefaults(result.data);
  return { policy, warnings: locateDiagnostics(findNonMonotonicWeights(policy), file, locate) };
}
