import { type DeclaredText, declaredTextsOf, matchKey } from './declared-texts.js';
import type { EntityKind } from './ontology.js';
import type { Entity } from './records.js';

/** A name or an external identifier of an entity. Two entities with one of them may be the same. */
export interface Label extends Pick<DeclaredText, 'role' | 'text'> {
  readonly id: string;
  readonly kind: EntityKind;
  /** See `matchKey`. */
  readonly key: string;
}

export function labelsOf(entity: Entity): Label[] {
  return declaredTextsOf([entity]).flatMap(({ role, text }) => {
    const key = matchKey({ role, text });
    return key === null ? [] : [{ role, text, id: entity.id, kind: entity.kind, key }];
  });
}

/** What two entities with one label are: probably one entity, an error, or (one name, different kinds) nothing. */
export function compareLabels(
  { role, kind }: Pick<Label, 'role' | 'kind'>,
  other: Pick<Label, 'kind'>,
): 'DUPLICATE' | 'CONFLICT' | null {
  if (kind === other.kind) return 'DUPLICATE';
  return role === 'IDENTIFIER' ? 'CONFLICT' : null;
}

type Named = Pick<Entity, 'id' | 'kind'>;

/** The message of IDENTIFIER_CONFLICT. `identifier` is `scheme value`. */
export function describeIdentifierConflict(identifier: string, { id, kind }: Named, other: Named): string {
  return `the identifier ${identifier} of "${id}" (${kind}) is also that of "${other.id}" (${other.kind}); an identifier names one entity. Correct the identifier or a kind, or use one id`;
}

/** The message of DUPLICATE_ENTITY. `labels`: what both entities have. */
export function describeDuplicate(
  id: string,
  otherId: string,
  labels: readonly Pick<Label, 'role' | 'text' | 'kind'>[],
): string {
  const shared = labels.map(({ role, text, kind }) =>
    role === 'IDENTIFIER' ? `the identifier ${text}` : `the name "${text}" and the kind ${kind}`,
  );
  return `"${id}" and "${otherId}" share ${[...new Set(shared)].join(' and ')}; if they are one entity, use one id`;
}
