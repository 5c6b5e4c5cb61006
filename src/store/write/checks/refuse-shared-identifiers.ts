import type { EntityDeclarations } from '../../../domain/declarations.js';
import { matchKey } from '../../../domain/declared-texts.js';
import { describeIdentifierConflict } from '../../../domain/duplicate-entities.js';
import { AscribeError } from '../../../domain/errors.js';
import { findEntitiesDeclaredAs } from '../../read/declared-as.js';
import type { WritePort } from '../write-port.js';

type Declarations = ReadonlyMap<string, EntityDeclarations>;

/**
 * Throws IDENTIFIER_CONFLICT if an entity now shares an external identifier with an entity of a different kind. Looks only at identifiers and
 * kinds that are new. Call it once `now` is saved.
 */
export async function refuseSharedIdentifiers(
  port: WritePort,
  before: Declarations,
  now: Declarations,
): Promise<void> {
  const fresh = [...now].flatMap(([id, declared]) => {
    const old = before.get(id);
    const known = new Set(old?.kind === declared.kind ? old.identifiers.map(([text]) => text) : []);
    return declared.identifiers
      .filter(([text]) => !known.has(text))
      .map(([text]) => ({
        id,
        kind: declared.kind,
        text,
        key: matchKey({ role: 'IDENTIFIER', text }) as string,
      }));
  });
  if (fresh.length === 0) return;
  const shared = await findEntitiesDeclaredAs(
    (requests) => port.nextDeclaredAs(requests),
    fresh.map(({ key }) => key),
  );
  const others = [...new Set(shared.flat())].filter((id) => !now.has(id));
  const all = new Map([...now, ...(others.length === 0 ? [] : await port.entityDeclarations(others))]);
  for (const [index, { id, kind, text }] of fresh.entries())
    for (const other of shared[index] ?? []) {
      const otherKind = all.get(other)?.kind ?? kind;
      if (otherKind !== kind)
        throw new AscribeError(
          'IDENTIFIER_CONFLICT',
          describeIdentifierConflict(text, { id, kind }, { id: other, kind: otherKind }),
        );
    }
}
