declare module 'edtf' {
  /** Throws if the text is not EDTF. Bounds are in milliseconds since 1970; an open bound is ±Infinity or null. */
  export default function parse(text: string): { edtf: string; min: number | null; max: number | null };
}
