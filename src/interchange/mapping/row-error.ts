/** A cell that cannot be converted. `columns` are those that the failing template reads. */
export class RowError extends Error {
  override readonly name = 'RowError';
  readonly columns: readonly string[];
  constructor(message: string, columns: readonly string[]) {
    super(message);
    this.columns = columns;
  }
}
