/** A condition and its parameters. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export const conditionOf = (sql: string, ...parameters: unknown[]): Condition => ({ sql, parameters });

/** Joins conditions with AND; TRUE if there are none. */
export const allOf = (conditions: readonly Condition[]): Condition =>
  conditionOf(
    conditions
      .map(({ sql }) => sql)
      .filter((sql) => sql !== 'TRUE')
      .join(' AND ') || 'TRUE',
    ...conditions.flatMap(({ parameters }) => parameters),
  );
