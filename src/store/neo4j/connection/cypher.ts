import neo4j, { type Transaction } from 'neo4j-driver';
import { openSealed } from '../../sealed-json.js';

export type Row = Record<string, unknown>;
export type CypherParameters = Readonly<Record<string, unknown>>;

/** Runs one Cypher statement inside a transaction and returns its rows. */
export type Query = (cypher: string, parameters?: CypherParameters) => Promise<Row[]>;

/** Runs work in one read transaction. A retry runs the work again. */
export type RunQueries = <T>(work: (query: Query) => Promise<T>) => Promise<T>;

export function createQuery(runner: Pick<Transaction, 'run'>): Query {
  return async (cypher, parameters = {}) => {
    const { records } = await runner.run(cypher, toDriverValue(parameters) as CypherParameters);
    return records.map((record) => record.toObject());
  };
}

const ROWS_PER_STATEMENT = 1_000;

/**
 * Runs a statement for many `$rows`, some at a time: the server keeps those of one statement in memory until it ends. Passes all statements to
 * the driver before it first waits.
 */
export async function queryForRows(query: Query, cypher: string, rows: readonly unknown[]): Promise<void> {
  const statements: Promise<Row[]>[] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT)
    statements.push(query(cypher, { rows: rows.slice(start, start + ROWS_PER_STATEMENT) }));
  await Promise.all(statements);
}

/** Returns a query function that adds these parameters to each statement. */
export function withParameters(query: Query, shared: CypherParameters): Query {
  return (cypher, parameters) => query(cypher, { ...parameters, ...shared });
}

/** A `WHERE` clause with all these conditions; empty ones are skipped. */
export function where(...conditions: readonly string[]): string {
  const nonEmpty = conditions.filter((condition) => condition !== '');
  return nonEmpty.length === 0 ? '' : `WHERE ${nonEmpty.join(' AND ')}`;
}

/**
 * A `MATCH` of the node whose properties have these values, for one row among many. It must use the index of exactly these properties: the
 * server counts the entries of its indexes only now and then, and a plan made while it believes an index empty may read all its entries
 * for each row. Such a plan stays in the cache.
 *
 * @example matchByIndex('c', 'Claim', { id: 'row.id' }) // MATCH (c:Claim {id: row.id}) USING INDEX SEEK c:Claim(id)
 */
export function matchByIndex(
  variable: string,
  label: string,
  values: Readonly<Record<string, string>>,
): string {
  const properties = Object.entries(values).map(([name, value]) => `${name}: ${value}`);
  return `MATCH (${variable}:${label} {${properties.join(', ')}}) USING INDEX SEEK ${variable}:${label}(${Object.keys(values).join(', ')})`;
}

/** Joins parts that return the same columns into one statement. `combine` follows the union; a single part does without it. */
export function unionAll(parts: readonly string[], combine: string): string {
  const [part = '', ...others] = parts;
  return others.length === 0 ? part : `CALL () { ${parts.join(' UNION ALL ')} } ${combine}`;
}

/** Converts whole numbers to integers: the driver sends every JavaScript number as a float, which LIMIT rejects. */
function toDriverValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? neo4j.int(value) : value;
  if (Array.isArray(value)) return value.map(toDriverValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toDriverValue(part)]));
}

/** Each node stores its whole record as sealed JSON, next to the properties that Cypher sorts, filters and shows. */
export const parseRecord = <T>(row: Row): T => openSealed<T>(row.record);
export const idsOf = (rows: readonly Row[]): string[] => rows.map((row) => row.id as string);

/** A condition, as Cypher and its parameters; empty if there is none. */
export interface Condition {
  readonly cypher: string;
  readonly parameters: CypherParameters;
}

export function conditionOf(cypher: string, parameters: CypherParameters = {}): Condition {
  return { cypher, parameters };
}

/** Joins conditions with AND. */
export function allOf(conditions: readonly Condition[]): Condition {
  return {
    cypher: conditions
      .map(({ cypher }) => cypher)
      .filter((cypher) => cypher !== '')
      .join(' AND '),
    parameters: Object.assign({}, ...conditions.map(({ parameters }) => parameters)),
  };
}

export const anyOf = (conditions: readonly string[]): string => `(${conditions.join(' OR ')})`;
