import { showInvisible } from '../documents/visible-text.js';
import { pluralize } from '../domain/pluralize.js';
import type { ImportSummary } from '../ingest/run/run-summary.js';

const MAX_NOTES = 20;

/** The summary as text. */
export function formatSummary(summary: ImportSummary, target: string): string {
  const { articles, claims, distinctClaims, citations, unverified, problemCount, files } = summary;
  const results = (['created', 'replaced', 'unchanged', 'checked', 'failed'] as const)
    .filter((result) => articles[result] > 0)
    .map((result) => `${articles[result]} ${RESULT_LABELS[result]}`);
  const all = Object.values(articles).reduce((sum, count) => sum + count, 0);
  return [
    `${pluralize(all, 'article')} in ${pluralize(files, 'file')}, ${target}: ${results.join(', ') || 'none'}`,
    `${pluralize(distinctClaims, 'claim')}${formatMentions(claims, distinctClaims)}, ${pluralize(citations, 'citation')}${formatUnverified(unverified)}`,
    ...formatNotes(summary.notes),
    ...(problemCount === 0 ? [] : [pluralize(problemCount, 'problem')]),
    ...formatLintCounts(summary.lint),
    ...(summary.interrupted
      ? ['interrupted: the articles counted above are complete, the rest was not started']
      : []),
    ...(summary.stopped === null ? [] : [`stopped: ${summary.stopped.code} ${summary.stopped.message}`]),
  ].join('\n');
}

const RESULT_LABELS = {
  created: 'created',
  replaced: 'replaced',
  unchanged: 'unchanged',
  checked: 'valid, not written',
  failed: 'failed',
} as const;

/** Articles that say the same mention the same claim. */
const formatMentions = (mentions: number, claims: number): string =>
  mentions === claims ? '' : ` (${mentions} mentions)`;

function formatUnverified(unverified: number): string {
  if (unverified === 0) return '';
  return `; ${unverified} of them UNVERIFIED, because their articles have no text`;
}

function formatLintCounts(lint: ImportSummary['lint']): string[] {
  if (lint === null) return [];
  const counts = Object.entries(lint.counts).filter(([, count]) => count > 0);
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return ['lint: no warnings'];
  return [
    `lint: ${pluralize(all, 'warning')}: ${counts.map(([code, count]) => `${count} ${code}`).join(', ')}`,
  ];
}

function formatNotes(all: readonly string[]): string[] {
  const shown = all.slice(0, MAX_NOTES).map((note) => showInvisible(`note: ${note}`));
  return all.length > MAX_NOTES
    ? [...shown, `and ${all.length - MAX_NOTES} more notes (--json has them)`]
    : shown;
}
