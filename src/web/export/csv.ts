import type { ClaimLineFragment } from '../api/generated.ts';

const COLUMNS = [
  'claim',
  'status',
  'confidence',
  'subject_id',
  'subject',
  'predicate',
  'object_id',
  'object_or_value',
  'dates',
  'contested',
  'sole_source',
] as const;

/** Claims as CSV (RFC 4180), one a line. */
export function claimsCsv(claims: readonly ClaimLineFragment[]): string {
  const rows = claims.map((claim) => [
    claim.ref,
    claim.status,
    claim.confidence === null ? '' : String(claim.confidence),
    claim.subject.ref,
    claim.subject.name,
    claim.predicate,
    claim.object?.ref ?? '',
    claim.object?.name ?? claim.value?.text ?? '',
    claim.validity.map(({ from, to }) => `${from ?? '..'}/${to ?? '..'}`).join(' '),
    String(claim.contested),
    claim.soleSource?.ref ?? '',
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Spreadsheets run a cell that begins with one of these as a formula; an apostrophe makes it text. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
