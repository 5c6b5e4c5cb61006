/** A place in a picture, in its units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
