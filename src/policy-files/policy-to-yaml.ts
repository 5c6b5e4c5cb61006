import type { Policy } from '../domain/derivation/policy.js';
import { describeRules } from '../domain/derivation/policy-rules.js';

/**
 * Writes a policy as commented YAML that `parsePolicy` reads back unchanged.
 *
 * @param header lines of the comment at the top.
 */
export function policyToYaml(policy: Policy, header: readonly string[]): string {
  const { version, reliability, credibility, modality, denial, confirm, allegations } = policy;
  const width = Math.max(...describeRules(policy).map(({ status }) => status.length));
  return `${comment(header)}
policy: ${version}

# Weight of each reliability of a source, 0 to 1. null means unjudged; F is always null.
reliability: ${flowMap(reliability)}

# Weight of each credibility of a piece of information, 0 to 1. null means unjudged; 6 is always null.
credibility: ${flowMap(credibility)}

# Weight of each modality, 0 to 1.
modality:
${blockMap(modality)}

# Denials multiply confidence by these factors, 0 to 1. interestedLeaves: all denials by parties to the claim together.
# leavesAtMost: the upper bound of the factor for the strongest other denial, which is 1 minus its weight.
# adjudicatedThrough: reliabilities of sources whose report of a disinterested ruling against a claim makes it DENIED, unless a ruling
# supports it. adjudicatedLeaves: the upper bound of the factor then.
denial:
  interestedLeaves: ${denial.interestedLeaves}
  leavesAtMost: ${denial.leavesAtMost}
  adjudicatedThrough: ${flowList(denial.adjudicatedThrough)}
  adjudicatedLeaves: ${denial.adjudicatedLeaves}

# CONFIRMED. adjudicatedThrough: reliabilities of sources that may report a ruling. factThrough: reliabilities of sources that may
# report a fact. factOrigins: how many independent, disinterested origins must report the fact.
# notGenres: articles of these genres do not count for the modalities in notGenresFor. ADJUDICATED: rulings, also against a claim.
# ADMITTED: the admission, and the second origin that it needs. REPORTED_AS_FACT: reports of fact.
confirm:
  adjudicatedThrough: ${flowList(confirm.adjudicatedThrough)}
  factThrough: ${flowList(confirm.factThrough)}
  factOrigins: ${confirm.factOrigins}
  notGenres: ${flowList(confirm.notGenres)}
  notGenresFor: ${flowList(confirm.notGenresFor)}

# A claim whose support has only these modalities is ALLEGED.
allegations: ${flowList(allegations)}

# The resulting rules; the first one that applies decides:
${comment(describeRules(policy).map(({ status, rule }) => `${status.padEnd(width)}  ${rule}`))}`;
}

const comment = (lines: readonly string[]): string => lines.map((line) => `# ${line}\n`).join('');
const flowList = (words: readonly string[]): string => `[${words.join(', ')}]`;
const flowMap = (table: object): string =>
  `{ ${Object.entries(table)
    .map(([key, weight]) => `${key}: ${weight}`)
    .join(', ')} }`;
const blockMap = (table: object): string =>
  Object.entries(table)
    .map(([key, weight]) => `  ${key}: ${weight}`)
    .join('\n');
