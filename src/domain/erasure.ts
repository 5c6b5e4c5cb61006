/** Why a record was erased. A code, because a text could repeat what was erased. */
export const ERASURE_REASONS = {
  TAKEDOWN: 'The holder of the rights, or an authority, demanded it.',
  PRIVACY: 'A person asked for it, or privacy law requires it.',
  COURT_ORDER: 'A court ordered it.',
  MISTAKE: 'It should never have been imported.',
} as const;
export type ErasureReason = keyof typeof ERASURE_REASONS;
export const erasureReasons = Object.keys(ERASURE_REASONS) as ErasureReason[];

/** All that is left of an erased record. Its id is never used again. */
export interface Erasure {
  /** Of an article or an entity. */
  readonly id: string;
  readonly reason: ErasureReason;
  /** Name of the person who erased it. */
  readonly erasedBy: string;
  /** RFC 3339. */
  readonly at: string;
}

/** The message for a document that uses the id of an erased record. */
export function describeErasure({ id, reason, at }: Erasure): string {
  return `${id} was erased on ${at.slice(0, 10)} (${reason}); an id that was erased cannot be used again`;
}
