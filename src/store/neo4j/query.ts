import neo4j, { type Transaction } from 'neo4j-driver';

export type Row = Record<string, unknown>;
export type Parameters = Readonly<Record<string, unknown>>;

/** Runs one statement of plain Cypher, inside a transaction, and gives its rows. */
export type Query = (cypher: string, parameters?: Parameters) => Promise<Row[]>;

export function queryIn(transaction: Transaction): Query {
  return async (cypher, parameters = {}) => {
    const { records } = await transaction.run(cypher, toCypher(parameters) as Parameters);
    return records.map((record) => record.toObject());
  };
}

/** The driver sends each JavaScript number as a float, which LIMIT refuses: whole ones go as integers. */
function toCypher(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value;
  if (Array.isArray(value)) return value.map(toCypher);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toCypher(part)]));
}

/** A whole record is kept as JSON in one property, beside those that Cypher sorts, filters and shows. */
export const recordOf = <T>(row: Row): T => JSON.parse(row.record as string) as T;
export const idsOf = (rows: readonly Row[]): string[] => rows.map((row) => row.id as string);
