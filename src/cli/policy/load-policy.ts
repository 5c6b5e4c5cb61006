import { formatDiagnostic } from '../../documents/diagnostic.js';
import type { Policy } from '../../domain/derivation/policy.js';
import { readPolicyFile } from '../../policy-files/read-policy-file.js';

/** Reads a policy file and reports problems and warnings on stderr. Null, and exit code 1, if it has problems. */
export function loadPolicy(file: string): Policy | null {
  const reading = readPolicyFile(file);
  if (reading.policy === null) {
    process.exitCode = 1;
    for (const problem of reading.problems) process.stderr.write(`${formatDiagnostic(problem)}\n`);
    return null;
  }
  for (const warning of reading.warnings) process.stderr.write(`${formatDiagnostic(warning, 'warning:')}\n`);
  return reading.policy;
}
