/**
 * Ids of claims and citations are stored as the 16 bytes that their 32 hexadecimal digits stand for. Bytes sort as the ids do. Example:
 * `claim:0f…` is stored as `x'0f…'`.
 */
export const idBytes = (id: string): Buffer => Buffer.from(digitsOf(id), 'hex');

/** Whether the records of a table have such ids. */
export const hasCompactIds = (table: string): boolean => table === 'claim' || table === 'citation';

/** The id of a claim or citation from its bytes or digits. */
export const claimIdOf = (stored: unknown): string => `claim:${hexOf(stored)}`;
export const citationIdOf = (stored: unknown): string => `citation:${hexOf(stored)}`;

/** Selects the digits of an id: SQLite makes them in half the time that JavaScript takes. Elsewhere in the statement the name is that of the bytes. */
export const DIGITS = (column: string): string => `lower(hex(${column})) AS ${column}`;

/** Ids of claims or citations as one parameter, for `IN_ID_LIST`. */
export const idList = (ids: readonly string[]): string => JSON.stringify(ids.map(digitsOf));
export const IN_ID_LIST = 'IN (SELECT unhex(value) FROM json_each(?))';

/** The digits of an id of a claim or citation. */
export const digitsOf = (id: string): string => id.slice(id.indexOf(':') + 1);

/** Bytes from the database, or for it, as hexadecimal digits. */
export const hexOf = (stored: unknown): string =>
  typeof stored === 'string' ? stored : Buffer.from(stored as ArrayBuffer).toString('hex');

/** Whether a value of a row, which is a text, a number or null otherwise, is bytes. */
export const isBytes = (value: unknown): value is ArrayBuffer | Buffer =>
  typeof value === 'object' && value !== null;
