import { createHash, randomBytes } from 'node:crypto';

/** What a key may do, each role all of those before it: ask; import articles; correct and judge; everything. */
export const KEY_ROLES = ['read', 'annotate', 'analyse', 'admin'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

/** A key that is known. Only its digest is kept, so that no log or dump can show it. */
export interface ApiKey {
  /** Who uses it; of what it writes, the analyst. */
  readonly name: string;
  readonly role: KeyRole;
  readonly digest: Buffer;
  /** When it ends, in milliseconds since 1970; null for never. */
  readonly expires: number | null;
}

/** Of a key's name. */
export const KEY_NAME_PATTERN = /^[\w.-]{1,64}$/;

/** Told by its beginning, so that programs that look for secrets in files find one that was left there. */
export function generateKey(): string {
  return `ascribe_${randomBytes(32).toString('base64url')}`;
}

/**
 * SHA-256. A slow hash protects passwords, which people think up and others can guess; 256 bits of chance cannot be guessed however fast
 * each try is, and a slow hash would only make each request slow.
 */
export function hashKey(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function hasRole(role: KeyRole, required: KeyRole): boolean {
  return KEY_ROLES.indexOf(role) >= KEY_ROLES.indexOf(required);
}
