/** A condition and its parameters. */
export interface Where {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export const where = (sql: string, ...parameters: unknown[]): Where => ({ sql, parameters });

/** All of these; nothing is asked where there are none. */
export const all = (conditions: readonly Where[]): Where =>
  where(
    conditions.map(({ sql }) => sql).join(' AND ') || 'TRUE',
    ...conditions.flatMap(({ parameters }) => parameters),
  );
