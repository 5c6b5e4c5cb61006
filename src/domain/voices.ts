import { compareText } from './order.js';

/** Ids of the bodies that an entity is declared to speak for: its `organOf`. Empty for an entity that is no organ, or is unknown. */
export type BodiesOf = (id: string) => readonly string[];

/**
 * The voices of an entity: where its chains of `organOf` end, in order. An entity that is no organ is its own voice.
 *
 * Articles may name different bodies. All count, so the entity then has several voices; it is one voice with each of them, but does
 * not make them one voice with each other. Writes refuse circles; a circle would give the voices that lead out of it, or its first id.
 */
export function voicesOf(id: string, bodiesOf: BodiesOf): string[] {
  const reached = new Set([id]);
  const ends: string[] = [];
  for (const one of reached) {
    const bodies = bodiesOf(one);
    if (bodies.length === 0) ends.push(one);
    for (const body of bodies) reached.add(body);
  }
  return ends.length > 0 ? ends.sort(compareText) : [...reached].sort(compareText).slice(0, 1);
}

/** True if two entities, each given by its voices, speak with one voice. */
export function shareVoice(one: readonly string[], other: readonly string[]): boolean {
  return one.some((voice) => other.includes(voice));
}

/** A circle of organs that leads through the entity: its ids in order, beginning and ending with it. Null if there is none. */
export function findOrganCircle(id: string, bodiesOf: BodiesOf): string[] | null {
  const cameFrom = new Map<string, string>();
  const next = [id];
  for (const one of next)
    for (const body of bodiesOf(one)) {
      if (cameFrom.has(body)) continue;
      cameFrom.set(body, one);
      if (body === id) return traceBack(id, cameFrom);
      next.push(body);
    }
  return null;
}

function traceBack(id: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const circle = [id];
  for (let at = cameFrom.get(id) as string; at !== id; at = cameFrom.get(at) as string) circle.unshift(at);
  return [id, ...circle];
}

/** `vesk-ministry is an organ of vesk, vesk of arland`, for messages. `chain`: ids from an organ to its bodies. */
export function describeOrganChain(chain: readonly string[]): string {
  return chain
    .slice(1)
    .map((body, index) => `${chain[index]} ${index === 0 ? 'is an organ ' : ''}of ${body}`)
    .join(', ');
}
