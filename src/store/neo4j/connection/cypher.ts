import neo4j, { type Transaction } from 'neo4j-driver';

export type Row = Record<string, unknown>;
export type CypherParameters = Readonly<Record<string, unknown>>;

/** Runs one statement of plain Cypher, inside a transaction, and gives its rows. */
export type Query = (cypher: string, parameters?: CypherParameters) => Promise<Row[]>;

/** Runs work in one transaction that only reads; it may run again. */
export type RunQueries = <T>(work: (query: Query) => Promise<T>) => Promise<T>;

export function createQuery(transaction: Transaction): Query {
  return async (cypher, parameters = {}) => {
    const { records } = await transaction.run(cypher, toDriverValue(parameters) as CypherParameters);
    return records.map((record) => record.toObject());
  };
}

/** The same, with a parameter that each statement may name. */
export function withParameters(query: Query, shared: CypherParameters): Query {
  return (cypher, parameters) => query(cypher, { ...parameters, ...shared });
}

/** `WHERE` all of these; empty ones hold. */
export function where(...conditions: readonly string[]): string {
  const given = conditions.filter((condition) => condition !== '');
  return given.length === 0 ? '' : `WHERE ${given.join(' AND ')}`;
}

/** One statement of parts that return the same columns; a part that is alone needs no `rest` to bring several together. */
export function unionAll(parts: readonly string[], combine: string): string {
  const [part = '', ...others] = parts;
  return others.length === 0 ? part : `CALL () { ${parts.join(' UNION ALL ')} } ${combine}`;
}

/** The driver sends each JavaScript number as a float, which LIMIT refuses: whole ones go as integers. */
function toDriverValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value;
  if (Array.isArray(value)) return value.map(toDriverValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toDriverValue(part)]));
}

/** A whole record is kept as JSON in one property, beside those that Cypher sorts, filters and shows. */
export const parseRecord = <T>(row: Row): T => JSON.parse(row.record as string) as T;
export const idsOf = (rows: readonly Row[]): string[] => rows.map((row) => row.id as string);
