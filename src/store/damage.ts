import { AscribeError } from '../domain/errors.js';

const damages = new WeakSet<object>();

/** What to do about a damaged store; ends the messages of its errors. */
export const DAMAGE_ADVICE = 'run ascribe verify, and restore a backup';

/** STORE_UNUSABLE for a store whose contents are damaged, such as a record with a wrong checksum. It does not pass by itself. */
export function damageError(problem: string, cause?: unknown): AscribeError {
  return asDamage(new AscribeError('STORE_UNUSABLE', `${problem}; ${DAMAGE_ADVICE}`, { cause }));
}

/** Marks an error as damage. */
export function asDamage(error: AscribeError): AscribeError {
  damages.add(error);
  return error;
}

export const isDamage = (error: unknown): error is AscribeError =>
  error instanceof AscribeError && damages.has(error);

/** Remembers that a store was found damaged. */
export interface DamageMonitor {
  /** The same promise; notes its rejection if that is damage. */
  watch<T>(call: Promise<T>): Promise<T>;
  /** Throws the first damage, if any was found. */
  requireNone(): void;
}

export function createDamageMonitor(): DamageMonitor {
  let first: AscribeError | null = null;
  return {
    watch: (call) => {
      call.catch((error: unknown) => {
        if (isDamage(error)) first ??= error;
      });
      return call;
    },
    requireNone: () => {
      if (first !== null) throw first;
    },
  };
}
