import { expect, test } from 'vitest';
import { matchKey } from '#ascribe/domain/declared-texts.js';

const keyOf = (text: string) => matchKey({ role: 'NAME', text });

test.each([
  ['River Front', 'RIVER  FRONT'],
  ['River Front', 'Ri\u00adver\u200b Front'],
  ['River Front', 'Rivеr Frоnt'],
  ['effective press', 'eﬀective press'],
  ['كتائب الزيتون', 'كَتائب الزيتـــون'],
])('%s and %s are one name to the check for duplicates', (one, other) => {
  expect(keyOf(one)).toBe(keyOf(other));
});

test.each([
  ['River Front', 'Riverfront'],
  ['الزيتون', 'زيتون'],
  ['Iran', 'Iron'],
])('%s and %s are two names', (one, other) => {
  expect(keyOf(one)).not.toBe(keyOf(other));
});
