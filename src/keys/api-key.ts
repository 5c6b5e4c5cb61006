import { createHash, randomBytes } from 'node:crypto';

/** Roles, each with the rights of those before it: query; import articles; retract and assess; everything. */
export const KEY_ROLES = ['read', 'annotate', 'analyse', 'admin'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

/** A known key. Only its digest is kept, so that no log or memory dump can show it. */
export interface ApiKey {
  /** The user of the key, recorded as the analyst of what it writes. */
  readonly name: string;
  readonly role: KeyRole;
  readonly digest: Buffer;
  /** Milliseconds since 1970; null for never. */
  readonly expires: number | null;
}

export const KEY_NAME_PATTERN = /^[\w.-]{1,64}$/;

/** A new key. Its prefix lets secret scanners find keys left in files. */
export function generateKey(): string {
  return `ascribe_${randomBytes(32).toString('base64url')}`;
}

/** SHA-256. A slow hash protects guessable passwords; a random key of 256 bits cannot be guessed, so it would only slow down requests. */
export function hashKey(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function hasRole(role: KeyRole, required: KeyRole): boolean {
  return KEY_ROLES.indexOf(role) >= KEY_ROLES.indexOf(required);
}
