import { visible } from '../documents/escape-control.js';
import { counted } from '../domain/counted.js';
import type { Summary } from '../ingest/run/run-summary.js';

const NOTES = 20;

/** A summary for a person. */
export function summaryText(summary: Summary, where: string): string {
  const { articles, claims, citations, unverified, problemCount, files } = summary;
  const results = (['created', 'replaced', 'unchanged', 'checked', 'failed'] as const)
    .filter((result) => articles[result] > 0)
    .map((result) => `${articles[result]} ${WORDS[result]}`);
  const all = Object.values(articles).reduce((sum, count) => sum + count, 0);
  return [
    `${counted(all, 'article')} in ${counted(files, 'file')}, ${where}: ${results.join(', ') || 'none'}`,
    `${counted(claims, 'claim')}, ${counted(citations, 'citation')}${unverifiedText(unverified)}`,
    ...notes(summary.notes),
    ...(problemCount === 0 ? [] : [counted(problemCount, 'problem')]),
    ...lintText(summary.lint),
    ...(summary.interrupted ? ['interrupted: what is named above is whole, the rest was not begun'] : []),
    ...(summary.stopped === null ? [] : [`stopped: ${summary.stopped.code} ${summary.stopped.message}`]),
  ].join('\n');
}

const WORDS = {
  created: 'created',
  replaced: 'replaced',
  unchanged: 'unchanged',
  checked: 'good, not written',
  failed: 'failed',
} as const;

function unverifiedText(unverified: number): string {
  if (unverified === 0) return '';
  return `; ${unverified} of them UNVERIFIED, as their articles came without a text`;
}

function lintText(lint: Summary['lint']): string[] {
  if (lint === null) return [];
  const counts = Object.entries(lint.counts).filter(([, count]) => count > 0);
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return ['lint: no warnings'];
  return [
    `lint: ${counted(all, 'warning')}: ${counts.map(([code, count]) => `${count} ${code}`).join(', ')}`,
  ];
}

function notes(all: readonly string[]): string[] {
  const shown = all.slice(0, NOTES).map((note) => visible(`note: ${note}`));
  return all.length > NOTES ? [...shown, `and ${all.length - NOTES} more notes (--json has them)`] : shown;
}
