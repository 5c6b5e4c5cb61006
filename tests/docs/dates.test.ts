import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseEdtf } from '#ascribe/domain/edtf.js';

const PAGE = readFileSync('docs/dates.md', 'utf8');

/** The rows of the table under a heading; cells without backquotes. */
function rowsUnder(heading: string): string[][] {
  const section = PAGE.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => /^\| (?!level|written|---)/.test(line))
    .map((line) => line.slice(2, -2).split(' | '))
    .map((cells) => cells.map((cell) => cell.replace(/^`(.*)`$/, '$1')));
}

/** A bound as the page writes it: a day where a period begins or ends with one, otherwise a time. */
function formatBound(time: number | null, dayEdge: string): string {
  if (time === null) return 'open';
  const text = new Date(time).toISOString().slice(0, -1);
  const [day = '', clock] = text.split('T');
  const short = day.replace(/^([+-])00(\d{4})/, (_, sign, year) => (sign === '-' ? `-${year}` : year));
  const long = short.replace(/^([+-])0?(\d{5,6})/, (_, sign, year) => `Y${sign === '-' ? '-' : ''}${year}`);
  return clock === dayEdge ? long : `${long}T${clock}`;
}

const accepted = rowsUnder('Accepted');
const refused = [
  ...rowsUnder('Refused').map(([, , text, message]) => [text, message]),
  ...rowsUnder('Other ways to write a date'),
];

test('the page has features of levels 0, 1 and 2, accepted and refused', () => {
  for (const rows of [accepted, rowsUnder('Refused')])
    expect([...new Set(rows.map(([level]) => level))]).toEqual(['0', '1', '2']);
  expect(accepted.length + refused.length).toBeGreaterThan(90);
});

test.each(accepted)(
  'level %s, %s: %s is %s, from %s to %s',
  (_level, _feature, text = '', canonical, from, to) => {
    const date = parseEdtf(text);
    expect([
      date.text,
      formatBound(date.earliest, '00:00:00.000'),
      formatBound(date.latest, '23:59:59.999'),
    ]).toEqual([canonical, from, to]);
    expect(parseEdtf(date.text)).toEqual(date);
  },
);

test.each(refused)('%s %s', (text = '', message) => {
  expect(() => parseEdtf(text)).toThrow(
    expect.objectContaining({ code: 'BAD_INPUT', message: `${JSON.stringify(text)} ${message}` }),
  );
});
