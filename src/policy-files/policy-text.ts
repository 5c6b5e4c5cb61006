import type { Policy } from '../domain/derivation/policy.js';
import { rulesOf } from '../domain/derivation/policy-rules.js';

/** A policy as YAML that can be edited and read again; `about` is a comment at its top. */
export function policyText(policy: Policy, about: readonly string[]): string {
  const { version, reliability, credibility, modality, denial, confirm, allegations } = policy;
  const width = Math.max(...rulesOf(policy).map(({ status }) => status.length));
  return `${comment(about)}
policy: ${version}

# What the reliability of a source is worth, 0 to 1. null is unjudged, and F always is.
reliability: ${flow(reliability)}

# What the credibility of a piece of information is worth, 0 to 1. null is unjudged, and 6 always is.
credibility: ${flow(credibility)}

# What the way of putting it is worth, 0 to 1.
modality:
${block(modality)}

# The share of confidence that denials leave, 0 to 1: the own ones of the parties to a claim together, and the strongest other one at most.
denial:
${block(denial)}

# CONFIRMED: through sources of which reliability a ruling counts, and through which a report of fact; in which genres it does not;
# and how many independent, disinterested origins must report it.
confirm:
  adjudicatedThrough: ${list(confirm.adjudicatedThrough)}
  factThrough: ${list(confirm.factThrough)}
  exceptGenres: ${list(confirm.exceptGenres)}
  factOrigins: ${confirm.factOrigins}

# The modalities that alone leave a claim ALLEGED.
allegations: ${list(allegations)}

# Which comes to this; the first row that holds:
${comment(rulesOf(policy).map(({ status, rule }) => `${status.padEnd(width)}  ${rule}`))}`;
}

const comment = (lines: readonly string[]): string => lines.map((line) => `# ${line}\n`).join('');
const list = (words: readonly string[]): string => `[${words.join(', ')}]`;
const flow = (table: object): string =>
  `{ ${Object.entries(table)
    .map(([key, weight]) => `${key}: ${weight}`)
    .join(', ')} }`;
const block = (table: object): string =>
  Object.entries(table)
    .map(([key, weight]) => `  ${key}: ${weight}`)
    .join('\n');
