declare module 'edtf' {
  /** Throws on what is not EDTF. Bounds are in milliseconds since 1970, ±Infinity or null where open. */
  export default function parse(text: string): { edtf: string; min: number | null; max: number | null };
}
