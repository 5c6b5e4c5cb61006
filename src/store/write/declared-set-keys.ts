import type { DeclaredText } from '../../domain/declared-texts.js';
import { digest } from '../../domain/ids.js';

/** Computes keys of the sets of texts that articles declare about an entity, each once: many articles declare the same. */
export function createSetKeys(): (texts: readonly DeclaredText[]) => string {
  const byContent = new Map<string, string>();
  // Articles of one import share the texts of equal entities.
  const byObject = new Map<readonly DeclaredText[], string>();
  return (texts) => {
    const known = byObject.get(texts);
    if (known !== undefined) return known;
    const content = JSON.stringify(texts.map(({ entityId, role, text }) => [entityId, role, text]));
    const key = byContent.get(content) ?? digest(content).slice(0, 32);
    byContent.set(content, key);
    byObject.set(texts, key);
    return key;
  };
}
