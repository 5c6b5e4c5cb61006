import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatDiagnostic } from '#ascribe/documents/diagnostic.js';
import { DEFAULT_POLICY } from '#ascribe/domain/derivation/policy.js';
import { parsePolicy } from '#ascribe/policy-files/parse-policy.js';
import { readPolicyFile } from '#ascribe/policy-files/read-policy-file.js';
import { writeTempFolder } from '../ingest/document-builder.js';

/** The diagnostics of a file, without its folder. */
function diagnosticsOf(file: string, text: string): string[] {
  const folder = writeTempFolder({ [file]: text });
  return diagnosticsInFile(join(folder, file)).map((line) => line.replace(`${folder}/`, ''));
}

function diagnosticsInFile(file: string): string[] {
  const reading = readPolicyFile(file);
  return reading.policy === null
    ? reading.problems.map((problem) => formatDiagnostic(problem))
    : reading.warnings.map((warning) => formatDiagnostic(warning, 'warning:'));
}

describe('a policy file', () => {
  it('takes missing values from the default policy, in any order of keys and words', () => {
    const text = 'modality: { POSSIBLE: 0.1, ACCUSED: 0.4 }\nallegations: [POSSIBLE, ASSESSED]\npolicy: 7\n';
    expect(parsePolicy(text, 'YAML', 'a.yaml')).toEqual({
      policy: {
        ...DEFAULT_POLICY,
        version: 7,
        modality: { ...DEFAULT_POLICY.modality, ACCUSED: 0.4, POSSIBLE: 0.1 },
        allegations: ['ASSESSED', 'POSSIBLE'],
      },
      warnings: [],
    });
    const keys = (value: object) => JSON.stringify(value).replace(/[^a-z,]/gi, '');
    expect(keys(parsePolicy(text, 'YAML', 'a.yaml').policy?.modality ?? {})).toBe(
      keys(DEFAULT_POLICY.modality),
    );
  });

  it('warns if a weight is higher than that of a better grade', () => {
    const text = 'policy: 3\nreliability:\n  A: 0.5\nmodality: { POSSIBLE: 0.6 }\n';
    expect(diagnosticsOf('odd.yaml', text)).toEqual([
      'odd.yaml:3:3: warning: the weight of B is 0.85, higher than that of the better grade A (0.5) (reliability.B)',
      'odd.yaml:4:23: warning: the weight of POSSIBLE is 0.6, higher than that of the better grade ACCUSED (0.5) (modality.POSSIBLE)',
    ]);
  });

  it.each([
    ['an empty file', 'a.yaml', '', 'a.yaml:1:1: INVALID_DOCUMENT the document is empty'],
    [
      'a list',
      'a.yaml',
      '- 1',
      'a.yaml:1:1: INVALID_DOCUMENT expected a map with the key policy, and the values that differ from policy 2, found a list',
    ],
    [
      'a missing version',
      'a.yaml',
      'modality: { ACCUSED: 0.4 }',
      'a.yaml:1:1: INVALID_DOCUMENT "policy" is missing; expected a number (policy)',
    ],
    [
      'version 0',
      'a.yaml',
      'policy: 0',
      'a.yaml:1:9: INVALID_DOCUMENT expected at least 1, found 0 (policy)',
    ],
    [
      'a fractional version',
      'a.yaml',
      'policy: 1.5',
      'a.yaml:1:9: INVALID_DOCUMENT expected a whole number, found 1.5 (policy)',
    ],
    [
      'a version beyond the range of GraphQL integers',
      'a.json',
      '{"policy": 2147483648}',
      'a.json:1:12: INVALID_DOCUMENT expected at most 2147483647, found 2147483648 (policy)',
    ],
    [
      'a weight over 1',
      'a.yaml',
      'policy: 3\nreliability:\n  B: 1.1',
      'a.yaml:3:6: INVALID_DOCUMENT expected a number from 0 to 1, or null for unjudged, found 1.1 (reliability.B)',
    ],
    [
      'a weight that is text',
      'a.yaml',
      'policy: 3\ncredibility: { 2: high }',
      'a.yaml:2:19: INVALID_DOCUMENT expected a number from 0 to 1, or null for unjudged, found "high" (credibility.2)',
    ],
    [
      'a number for F',
      'a.yaml',
      'policy: 3\nreliability: { F: 0.1 }',
      'a.yaml:2:19: INVALID_DOCUMENT expected null; this grade means "cannot be judged" and has no weight, found 0.1 (reliability.F)',
    ],
    [
      'a number for 6',
      'a.json',
      '{"policy": 3, "credibility": {"6": 0}}',
      'a.json:1:36: INVALID_DOCUMENT expected null; this grade means "cannot be judged" and has no weight, found 0 (credibility.6)',
    ],
    [
      'an unjudged modality',
      'a.yaml',
      'policy: 3\nmodality: { ACCUSED: null }',
      'a.yaml:2:22: INVALID_DOCUMENT expected a number from 0 to 1, found null (modality.ACCUSED)',
    ],
    [
      'a misspelt key',
      'a.yaml',
      'policy: 3\nmodality: { ACUSED: 0.4 }',
      'a.yaml:2:13: INVALID_DOCUMENT unknown key "ACUSED"; did you mean ACCUSED? (modality.ACUSED)',
    ],
    [
      'an unknown key',
      'a.yaml',
      'policy: 3\nrules: []',
      'a.yaml:2:1: INVALID_DOCUMENT unknown key "rules"; expected policy, reliability, credibility, modality, denial, confirm, allegations (rules)',
    ],
    [
      'an unknown word',
      'a.yaml',
      'policy: 3\nconfirm: { factThrough: [A, G] }',
      'a.yaml:2:29: INVALID_DOCUMENT expected one of A, B, C, D, E, F, found "G" (confirm.factThrough[1])',
    ],
    [
      'a repeated word',
      'a.yaml',
      'policy: 3\nallegations: [ACCUSED, POSSIBLE, ACCUSED]',
      'a.yaml:2:34: INVALID_DOCUMENT expected each word once, found "ACCUSED" (allegations[2])',
    ],
    [
      'zero origins',
      'a.yaml',
      'policy: 3\nconfirm:\n  factOrigins: 0',
      'a.yaml:3:16: INVALID_DOCUMENT expected at least 1, found 0 (confirm.factOrigins)',
    ],
    [
      'an empty section',
      'a.yaml',
      'policy: 3\ndenial:',
      'a.yaml:2:8: INVALID_DOCUMENT expected a map, found null (denial)',
    ],
    [
      'a repeated key',
      'a.json',
      '{"policy": 3, "policy": 3}',
      'a.json:1:15: DUPLICATE the key "policy" is given twice',
    ],
    [
      'invalid JSON',
      'a.json',
      '{"policy": }',
      'a.json:1:12: INVALID_DOCUMENT not JSON: expected a value, found "}"',
    ],
    [
      'a different extension',
      'a.toml',
      'policy = 2',
      'a.toml: UNREADABLE not a policy file; expected a file with the extension .yaml, .yml, .json',
    ],
  ])('rejects %s and reports the location', (_, file, text, message) => {
    expect(diagnosticsOf(file, text)).toEqual([message]);
  });

  it('reports every error', () => {
    expect(diagnosticsOf('a.yaml', 'policy: 3\nreliability: { A: 2, F: 1 }\ndenial: { x: 1 }')).toHaveLength(
      3,
    );
  });

  it('reports a missing file and a folder', () => {
    const folder = writeTempFolder({ 'b.yaml/c.yaml': 'policy: 2' });
    expect(diagnosticsInFile(join(folder, 'a.yaml'))).toEqual([
      expect.stringMatching(/a\.yaml: UNREADABLE does not exist$/),
    ]);
    expect(diagnosticsInFile(join(folder, 'b.yaml'))).toEqual([
      expect.stringMatching(
        /b\.yaml: UNREADABLE not a policy file; expected a file with the extension \.yaml, \.yml, \.json$/,
      ),
    ]);
  });
});
