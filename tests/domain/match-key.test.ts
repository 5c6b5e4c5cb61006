import { expect, test } from 'vitest';
import { publisherKeys } from '#ascribe/domain/analysis/independence.js';
import { matchKey } from '#ascribe/domain/declared-texts.js';

const keyOf = (text: string) => matchKey({ role: 'NAME', text });

test.each([
  ['River Front', 'RIVER  FRONT'],
  ['River Front', 'The River-Front'],
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

test('the names of sources are compared in the same way', () => {
  const [one] = publisherKeys({ name: 'The Meridian Wire', url: null });
  const [other] = publisherKeys({ name: 'meridian-wire', url: null });
  expect(one?.key).toBe(other?.key);
});
