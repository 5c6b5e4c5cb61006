import { crc32 } from 'node:zlib';
import { damageError } from './damage.js';

/**
 * Records are stored as JSON that ends with a seal, so that a change of a single letter is noticed when they are read:
 * `{"id":"iran",…,"_":["2031-04-12T08:00:00.000Z","5d3c1f08"]}`. The seal has a note, such as the time of the record, and the CRC-32 of all
 * the text before it. It protects against damage, not against people.
 *
 * @param columns what the record does not repeat, because columns beside it hold it: the checksum covers it too.
 */
export function sealJson(value: object, note = '', columns = ''): string {
  const body = `${JSON.stringify(value).slice(0, -1)}${SEAL}${note}","`;
  return `${body}${checksumOf(columns + body)}"]}`;
}

const SEAL = ',"_":["';
/** The length of `5d3c1f08"]}`. */
const TAIL_LENGTH = 11;

const checksumOf = (text: string): string => crc32(text).toString(16).padStart(8, '0');

/** The value of a sealed JSON text. Throws STORE_UNUSABLE, naming the record by `name` or else by its text, if it is damaged. */
export function openSealed<T>(text: unknown, name?: string, columns?: string): T {
  return unseal<T>(text, name, columns).value;
}

/** The value and the note of a sealed JSON text. Throws as `openSealed`. */
export function unseal<T>(
  text: unknown,
  name?: string,
  columns = '',
): { readonly value: T; readonly note: string } {
  const damaged = (why: string) => damageError(`the record ${name ?? nameIn(text)} is damaged (${why})`);
  if (typeof text !== 'string') throw damaged('it is missing');
  const body = text.slice(0, -TAIL_LENGTH);
  if (`${checksumOf(columns + body)}"]}` !== text.slice(-TAIL_LENGTH)) throw damaged('its checksum is wrong');
  const end = body.lastIndexOf(SEAL);
  if (end === -1) throw damaged('it has no seal');
  try {
    const note = body.slice(end + SEAL.length, -3);
    return { value: JSON.parse(`${body.slice(0, end)}}`) as T, note };
  } catch {
    throw damaged('it is not JSON');
  }
}

/** The id that a damaged record seems to have. */
function nameIn(text: unknown): string {
  return /"(?:id|claimId)":"([\w:.-]{1,200})"/.exec(String(text))?.[1] ?? 'with an unreadable id';
}

/** The checksum of a row that is stored as columns. */
export const checksumOfRow = (values: readonly unknown[]): number => crc32(JSON.stringify(values));
