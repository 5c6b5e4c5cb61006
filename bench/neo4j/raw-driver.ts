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

/** Parses the property `record`, the complete record as JSON. Some facts are only there, so the hand-written side reads it too. */
export const parseRecords = <T extends object>(rows: readonly Row[]): T[] =>
  rows.map(({ record }) => JSON.parse(record as string) as T);

/** Parses records into one list for each id. */
export function groupRecords<T extends object>(rows: readonly Row[], ids: readonly string[]): T[][] {
  const lists = new Map(ids.map((id) => [id, [] as T[]]));
  for (const { id, record } of rows) lists.get(id as string)?.push(JSON.parse(record as string) as T);
  return [...lists.values()];
}

export const toNeo4jInt = neo4j.int;
