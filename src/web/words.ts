import type { ClaimLineFragment, EntityNameFragment } from './api/generated.ts';

/** CLAIMED_RESPONSIBILITY_FOR as "claimed responsibility for". */
export const toWords = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Terms such as CARRIED_OUT as words; figures, dates and coordinates as they are. */
export const valueText = (text: string): string => (/^[A-Z][A-Z_]+$/.test(text) ? toWords(text) : text);

/** A claim as one line of text. */
export const claimText = ({ subject, predicate, object, value }: Proposition): string =>
  `${subject?.name ?? '?'} ${toWords(predicate)} ${object?.name ?? (value === null ? '?' : valueText(value.text))}`;

type Proposition = Pick<ClaimLineFragment, 'predicate' | 'value'> & {
  readonly subject: EntityNameFragment | null;
  readonly object: EntityNameFragment | null;
};

export const confidenceText = (confidence: number | null): string =>
  confidence === null ? 'unjudged' : `${confidence} of 100`;

/** A period as "2030 to 2031", "from 2030", "until 2031". */
export function periodText(from: string | null, to: string | null): string {
  if (from === null) return to === null ? 'no dates' : `until ${to}`;
  if (to === null) return `from ${from}`;
  return from === to ? from : `${from} to ${to}`;
}

/** A time of the record, in UTC to the second. */
export const timeText = (time: string): string => time.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
