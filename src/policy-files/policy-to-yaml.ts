import type { Policy } from '../domain/derivation/policy.js';
import { describeRules } from '../domain/derivation/policy-rules.js';

/** A policy as YAML that can be edited and read again; `about` is a comment at its top. */
export function policyToYaml(policy: Policy, header: readonly string[]): string {
  const { version, reliability, credibility, modality, denial, confirm, allegations } = policy;
  const width = Math.max(...describeRules(policy).map(({ status }) => status.length));
  return `${comment(header)}
policy: ${version}

# What the reliability of a source is worth, 0 to 1. null is unjudged, and F always is.
reliability: ${flowMap(reliability)}

# What the credibility of a piece of information is worth, 0 to 1. null is unjudged, and 6 always is.
credibility: ${flowMap(credibility)}

# What the way of putting it is worth, 0 to 1.
modality:
${blockMap(modality)}

# The share of confidence that denials leave, 0 to 1: the own ones of the parties to a claim together, and the strongest other one at most.
denial:
${blockMap(denial)}

# CONFIRMED: through sources of which reliability a ruling counts, and through which a report of fact; in which genres it does not;
# and how many independent, disinterested origins must report it.
confirm:
  adjudicatedThrough: ${flowList(confirm.adjudicatedThrough)}
  factThrough: ${flowList(confirm.factThrough)}
  exceptGenres: ${flowList(confirm.exceptGenres)}
  factOrigins: ${confirm.factOrigins}

# The modalities that alone leave a claim ALLEGED.
allegations: ${flowList(allegations)}

# Which comes to this; the first row that holds:
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
