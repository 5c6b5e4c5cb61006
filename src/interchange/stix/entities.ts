import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import type { EntityKind } from '../../domain/ontology.js';
import { stateEntity } from '../objects/countries.js';
import { cut, type MadeEntity, slug } from '../objects/document-builder.js';
import type { JsonObject } from '../objects/json-items.js';
import { mapsOf, textOf, textsOf } from './stage-objects.js';

/** The kind of entity that an object of STIX is; null if ascribe has none for it, such as for malware. */
export function kindOf(object: JsonObject): EntityKind | null {
  switch (textOf(object, 'type')) {
    case 'identity':
      return kindOfIdentity(textOf(object, 'identity_class'));
    case 'threat-actor':
      if (textsOf(object, 'threat_actor_types').includes('terrorist')) return 'ARMED_GROUP';
      return textOf(object, 'resource_level') === 'individual' ? 'PERSON' : 'ORGANIZATION';
    case 'intrusion-set':
      return 'ORGANIZATION';
    case 'campaign':
    case 'incident':
      return 'EVENT';
    case 'infrastructure':
    case 'x-mitre-asset':
      return 'ASSET';
    case 'location':
      return isCountry(object) ? 'STATE' : 'PLACE';
    default:
      return null;
  }
}

function kindOfIdentity(identityClass: string | null): EntityKind {
  if (identityClass === 'individual') return 'PERSON';
  if (identityClass === 'class') return 'PEOPLE';
  return identityClass === 'system' ? 'ASSET' : 'ORGANIZATION';
}

const isCountry = (object: JsonObject): boolean => {
  const country = textOf(object, 'country');
  const isWhole = ['city', 'administrative_area', 'street_address', 'latitude'].every(
    (key) => object[key] === undefined,
  );
  return isWhole && country !== null && stateEntity(country) !== null;
};

/** The entity that an object is; null if it is none. */
export function toEntity(object: JsonObject): MadeEntity | null {
  const [id, kind] = [textOf(object, 'id'), kindOf(object)];
  if (id === null || kind === null) return null;
  const state = kind === 'STATE' ? stateEntity(textOf(object, 'country') ?? '') : null;
  const name = cut(nameOf(object, state?.name ?? null) ?? id, DOCUMENT_LIMITS.name).trim();
  const aliases = [...textsOf(object, 'aliases'), ...textsOf(object, 'x_mitre_aliases')]
    .map((alias) => cut(alias.trim(), DOCUMENT_LIMITS.name))
    .filter((alias) => alias !== '' && alias !== name);
  return {
    id: state?.id ?? slug(id),
    kind,
    name: state?.name ?? name,
    ...(aliases.length > 0 && { aliases: [...new Set(aliases)].slice(0, DOCUMENT_LIMITS.aliases) }),
    identifiers: { ...state?.identifiers, ...identifiersOf(object), stix: id },
  };
}

const nameOf = (object: JsonObject, otherwise: string | null): string | null =>
  ['name', 'city', 'administrative_area', 'country', 'region']
    .map((key) => textOf(object, key))
    .find((name) => name !== null) ?? otherwise;

/** Ids of other catalogues, such as `mitre-attack: G0082`. */
function identifiersOf(object: JsonObject): Record<string, string> {
  const found: Record<string, string> = {};
  for (const reference of mapsOf(object, 'external_references')) {
    const [source, id] = [textOf(reference, 'source_name'), textOf(reference, 'external_id')];
    if (source === null || id === null || id.length > DOCUMENT_LIMITS.name) continue;
    const scheme = slug(source);
    if (Object.keys(found).length < DOCUMENT_LIMITS.identifierSchemes - 2) found[scheme] ??= id.trim();
  }
  return found;
}
