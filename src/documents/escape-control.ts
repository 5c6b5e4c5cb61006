/** Makes untrusted text safe to print on a terminal: shows control and bidirectional characters as `\u001b`. */
export function escapeControl(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
