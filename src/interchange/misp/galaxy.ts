import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import type { EntityKind, Predicate } from '../../domain/ontology.js';
import type { Modality } from '../../domain/records.js';
import { stateEntity } from '../objects/countries.js';
import {
  cut,
  type MadeClaim,
  type MadeDocument,
  type MadeEntity,
  referenceArticle,
  refusedKinds,
  slug,
} from '../objects/document-builder.js';
import type { JsonObject } from '../objects/json-items.js';
import type { Lose } from '../objects/loss-counter.js';
import { allowedByConfidence, credibilityOf, weakest } from '../objects/weigh.js';
import { mapsOf, type ObjectStage, textOf, textsOf } from '../stix/stage-objects.js';
import { likelihoodOf } from './tags.js';

export interface MispContext {
  readonly stage: ObjectStage;
  readonly lose: Lose;
}

/** Types of galaxies whose clusters are entities. */
const KINDS: Readonly<Record<string, EntityKind>> = {
  'threat-actor': 'ORGANIZATION',
  'mitre-intrusion-set': 'ORGANIZATION',
  'microsoft-activity-group': 'ORGANIZATION',
  'intelligence-agency': 'ORGANIZATION',
  'target-information': 'PLACE',
};

/** The type of a cluster's galaxy, which a galaxy of one file has in its head, and an event beside each cluster. */
export const galaxyType = (cluster: JsonObject): string => textOf(cluster, 'type') ?? 'unknown';

const metaOf = (cluster: JsonObject): JsonObject => {
  const { meta } = cluster;
  return meta !== null && typeof meta === 'object' && !Array.isArray(meta) ? (meta as JsonObject) : {};
};

/** The texts of a key that has one text or a list of them. */
const valuesOf = (meta: JsonObject, key: string): readonly string[] => {
  const one = textOf(meta, key);
  return (one === null ? textsOf(meta, key) : [one])
    .map((value) => value.trim())
    .filter((value) => value !== '');
};

/** The entity that a cluster is; null if ascribe has no kind for it, such as for malware. */
export function toEntity(cluster: JsonObject): MadeEntity | null {
  const [uuid, value] = [textOf(cluster, 'uuid'), textOf(cluster, 'value')];
  const kind = KINDS[galaxyType(cluster)];
  if (uuid === null || value === null || kind === undefined) return null;
  const meta = metaOf(cluster);
  const isCountry = valuesOf(meta, 'territory-type').includes('Country');
  const state = isCountry ? stateEntity(valuesOf(meta, 'iso-code')[0] ?? value) : null;
  const name = state?.name ?? cut(value.trim(), DOCUMENT_LIMITS.name);
  const aliases = [value.trim(), ...valuesOf(meta, 'synonyms')]
    .map((alias) => cut(alias, DOCUMENT_LIMITS.name).trim())
    .filter((alias) => alias !== name && alias !== '');
  return {
    id: state?.id ?? `misp-${slug(uuid)}`,
    kind: state?.kind ?? kind,
    name,
    ...(aliases.length > 0 && { aliases: [...new Set(aliases)].slice(0, DOCUMENT_LIMITS.aliases) }),
    identifiers: { ...state?.identifiers, misp: uuid },
  };
}

/** A claim that a cluster makes, and the line of its article that says so. */
interface Made {
  readonly line: string;
  readonly claim: MadeClaim;
}

/** The article of a cluster: what it says about its actor, one line for each fact that is a claim. */
export function* clusterDocuments(context: MispContext, cluster: JsonObject): Generator<MadeDocument> {
  const { lose, stage } = context;
  const [entity, uuid] = [toEntity(cluster), textOf(cluster, 'uuid') ?? ''];
  if (entity === null) {
    lose(`cluster of ${galaxyType(cluster).slice(0, 60)}`, 'ascribe has no kind of entity for it', uuid);
    return;
  }
  const made = [
    ...sponsors(context, entity, cluster),
    ...victims(context, entity, cluster),
    ...home(entity, cluster),
    ...related(context, entity, cluster),
  ];
  countUnread(lose, cluster);
  const references = valuesOf(metaOf(cluster), 'refs');
  const [url] = references;
  if (references.length > 1)
    lose('meta.refs', 'several works are cited; which of them says it is not known', uuid);
  const reference = url === undefined || references.length > 1 ? null : referenceArticle(url, '');
  if (reference !== null && stage.isFirst(reference.article.id)) yield reference;
  const description = textOf(cluster, 'description');
  const lines = [...new Set(made.map(({ line }) => line))];
  const text = [
    ...(description === null ? [] : [description]),
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
  ];
  yield {
    article: {
      id: `misp-${slug(uuid)}`,
      title: cut(textOf(cluster, 'value') ?? uuid, DOCUMENT_LIMITS.title),
      genre: 'DATASET',
      source: { id: 'misp-galaxy', name: 'MISP galaxy', reliability: 'F' },
      ...(reference !== null && { derivedFrom: reference.article.id }),
      ...(text.length > 0 && { text: text.join('\n\n') }),
    },
    entities: [entity],
    // One claim may be said twice, as of two names of one state.
    claims: [
      ...new Map(
        made.map(({ claim }) => [`${claim.subject.id} ${claim.predicate} ${claim.object.id}`, claim]),
      ).values(),
    ],
  };
}

const confidenceOf = (cluster: JsonObject): number | null => {
  const [value] = valuesOf(metaOf(cluster), 'attribution-confidence');
  return value !== undefined && /^\d{1,3}$/.test(value) && Number(value) <= 100 ? Number(value) : null;
};

function make(
  ends: readonly [subject: MadeEntity, predicate: Predicate, object: MadeEntity],
  line: string,
  modality: Modality,
  confidence: number | null = null,
): Made {
  const [subject, predicate, object] = ends;
  return {
    line,
    claim: {
      subject,
      predicate,
      object,
      citation: {
        quote: cut(line, DOCUMENT_LIMITS.quote),
        modality: confidence === null ? modality : weakest(modality, allowedByConfidence(confidence)),
        ...(confidence !== null && { credibility: credibilityOf(confidence) }),
      },
    },
  };
}

const isActor = ({ kind }: MadeEntity): boolean => kind === 'ORGANIZATION';

function sponsors({ lose }: MispContext, actor: MadeEntity, cluster: JsonObject): readonly Made[] {
  return valuesOf(metaOf(cluster), 'cfr-suspected-state-sponsor').flatMap((name) => {
    const state = stateEntity(name);
    if (state === null || !isActor(actor)) {
      lose('meta.cfr-suspected-state-sponsor', 'it is not the name of one country', name);
      return [];
    }
    const line = `cfr-suspected-state-sponsor: ${name}`;
    return [make([state, 'SPONSORS', actor], line, 'POSSIBLE', confidenceOf(cluster))];
  });
}

function victims({ lose }: MispContext, actor: MadeEntity, cluster: JsonObject): readonly Made[] {
  return ['cfr-suspected-victims', 'suspected-victims'].flatMap((key) =>
    valuesOf(metaOf(cluster), key).flatMap((name) => {
      const state = stateEntity(name);
      if (state === null || !isActor(actor)) {
        lose(`meta.${key}`, 'it is not the name of one country', name);
        return [];
      }
      return [make([actor, 'TARGETS', state], `${key}: ${name}`, 'POSSIBLE')];
    }),
  );
}

/** The country that an actor is attributed to, or whose agency it is. */
function home(actor: MadeEntity, cluster: JsonObject): readonly Made[] {
  return valuesOf(metaOf(cluster), 'country').flatMap((code) => {
    const state = stateEntity(code);
    if (state === null || !isActor(actor)) return [];
    if (galaxyType(cluster) === 'intelligence-agency')
      return [make([actor, 'PART_OF', state], `country: ${code}`, 'ASSESSED')];
    return [make([actor, 'LOCATED_IN', state], `country: ${code}`, 'ASSESSED', confidenceOf(cluster))];
  });
}

const RELATED: Readonly<Record<string, { readonly predicate: Predicate; readonly atMost: Modality }>> = {
  similar: { predicate: 'SAME_AS', atMost: 'POSSIBLE' },
  'part-of': { predicate: 'PART_OF', atMost: 'ASSESSED' },
  targets: { predicate: 'TARGETS', atMost: 'ASSESSED' },
  'attributed-to': { predicate: 'AFFILIATED_WITH', atMost: 'ASSESSED' },
  'linked-to': { predicate: 'AFFILIATED_WITH', atMost: 'ASSESSED' },
  'associated-with': { predicate: 'AFFILIATED_WITH', atMost: 'ASSESSED' },
  'related-to': { predicate: 'AFFILIATED_WITH', atMost: 'ASSESSED' },
};

function related({ stage, lose }: MispContext, entity: MadeEntity, cluster: JsonObject): readonly Made[] {
  return mapsOf(cluster, 'related').flatMap((relation) => {
    const [type, uuid] = [textOf(relation, 'type') ?? '', textOf(relation, 'dest-uuid') ?? ''];
    const what = `related: ${type.slice(0, 60)}`;
    const [found, other] = [RELATED[type], stage.get(uuid)];
    const object = other === null ? null : toEntity(other);
    const likelihood = likelihoodOf(textsOf(relation, 'tags'));
    const reason =
      found === undefined
        ? 'ascribe has no predicate for it'
        : object === null
          ? `what it is related to ${other === null ? 'is not in these files' : 'is no kind of entity of ascribe'}`
          : object.id === entity.id
            ? 'both ends are one entity'
            : refusedKinds(found.predicate, entity.kind, object.kind);
    if (reason !== null || found === undefined || object === null) {
      lose(what, reason ?? '', uuid);
      return [];
    }
    return [make([entity, found.predicate, object], `${type}: ${object.name}`, found.atMost, likelihood)];
  });
}

const READ_META: ReadonlySet<string> = new Set([
  ...['synonyms', 'refs', 'country', 'country_name', 'attribution-confidence', 'cfr-suspected-victims'],
  ...['cfr-suspected-state-sponsor', 'suspected-victims', 'iso-code', 'territory-type'],
]);

function countUnread(lose: Lose, cluster: JsonObject): void {
  // Names that vendors give; each is a key of its own.
  for (const [key, value] of Object.entries(metaOf(cluster)))
    if (!READ_META.has(key) && !key.startsWith('origin:'))
      lose(`meta.${key.slice(0, 60)}`, 'ascribe does not read this property', String(value));
}
