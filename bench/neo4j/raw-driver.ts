import neo4j, { type Driver } from 'neo4j-driver';

export type Row = Record<string, unknown>;

/** Runs one hand-written statement through the bare driver, as its manual recommends. */
export type RunCypher = (cypher: string, parameters?: object) => Promise<Row[]>;

export function queryDriver(driver: Driver): RunCypher {
  return async (cypher, parameters = {}) => {
    const session = driver.session({ defaultAccessMode: neo4j.session.READ });
    try {
      const { records } = await session.executeRead((transaction) => transaction.run(cypher, parameters));
      return records.map((record) => record.toObject());
    } finally {
      await session.close();
    }
  };
}

/** Parses the property `record`, the complete record as JSON, without its seal. Some facts are only there, so the hand-written side reads it too. */
export function parseRecord<T extends object>(text: unknown): T {
  const record = JSON.parse(text as string) as T & { _?: unknown };
  delete record._;
  return record;
}

export const parseRecords = <T extends object>(rows: readonly Row[]): T[] =>
  rows.map(({ record }) => parseRecord<T>(record));

/** Parses records into one list for each id. */
export function groupRecords<T extends object>(rows: readonly Row[], ids: readonly string[]): T[][] {
  const lists = new Map(ids.map((id) => [id, [] as T[]]));
  for (const { id, record } of rows) lists.get(id as string)?.push(parseRecord<T>(record));
  return [...lists.values()];
}

export const toNeo4jInt = neo4j.int;
