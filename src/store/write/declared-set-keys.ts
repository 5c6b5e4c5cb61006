import type { DeclaredText } from '../../domain/declared-texts.js';
import { digest } from '../../domain/ids.js';

/** Computes keys of the sets of texts that articles declare about an entity, each once: many articles declare the same. */
export function createSetKeys(): (texts: readonly DeclaredText[]) => string {
  const keys = new Map<string, string>();
  return (texts) => {
    const content = JSON.stringify(texts.map(({ entityId, role, text }) => [entityId, role, text]));
    const key = keys.get(content) ?? digest(content).slice(0, 32);
    keys.set(content, key);
    return key;
  };
}
