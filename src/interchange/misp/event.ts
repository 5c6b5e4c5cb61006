import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import {
  cut,
  type MadeClaim,
  type MadeDocument,
  type MadeEntity,
  referenceArticle,
  slug,
} from '../objects/document-builder.js';
import type { JsonObject } from '../objects/json-items.js';
import { allowedByConfidence, weakest } from '../objects/weigh.js';
import { mapsOf, textOf } from '../stix/stage-objects.js';
import { type MispContext, toEntity } from './galaxy.js';
import { credibilityByTag, likelihoodOf, reliabilityOf } from './tags.js';

/**
 * The article of a MISP event: who, by the clusters and attributes that its organization put there, took part in what it is about. That
 * is a judgement of the organization. Indicators are no entities.
 */
export function* eventDocuments({ stage, lose }: MispContext, event: JsonObject): Generator<MadeDocument> {
  const [uuid, info] = [textOf(event, 'uuid') ?? '', textOf(event, 'info')];
  const id = `misp-event-${slug(uuid)}`;
  const title = cut((info ?? uuid).trim(), DOCUMENT_LIMITS.title);
  const about: MadeEntity = {
    id,
    kind: 'EVENT',
    name: cut(title, DOCUMENT_LIMITS.name).trim(),
    identifiers: { misp: uuid },
  };
  const tags = mapsOf(event, 'Tag').flatMap((tag) => textOf(tag, 'name') ?? []);
  const credibility = credibilityByTag(tags);
  const likelihood = likelihoodOf(tags);
  const claims = actorsOf({ stage, lose }, event, uuid).map(
    ({ entity, line }): MadeClaim => ({
      subject: entity,
      predicate: 'PARTICIPATED_IN',
      object: about,
      citation: {
        quote: cut(line, DOCUMENT_LIMITS.quote),
        modality: likelihood === null ? 'ASSESSED' : weakest('ASSESSED', allowedByConfidence(likelihood)),
        ...(credibility !== 6 && { credibility }),
      },
    }),
  );
  const organization = orgOf(event);
  const date = textOf(event, 'date');
  const [link, ...more] = attributesOf(event, 'link');
  const reference = link === undefined || more.length > 0 ? null : referenceArticle(link, '');
  if (more.length > 0)
    lose('attribute link', 'several works are cited; which of them says it is not known', uuid);
  if (reference !== null && stage.isFirst(reference.article.id)) yield reference;
  const lines = [title, ...claims.map(({ citation }) => citation.quote)];
  yield {
    article: {
      id,
      title,
      genre: 'DATASET',
      source: { ...organization, reliability: reliabilityOf(tags) },
      ...(date !== null && /^\d{4}-\d\d-\d\d$/.test(date) && { publishedAt: date }),
      ...(reference !== null && { derivedFrom: reference.article.id }),
      text: [...new Set(lines)].join('\n'),
    },
    entities: [about],
    claims: [...new Map(claims.map((claim) => [claim.subject.id, claim])).values()],
  };
}

function orgOf(event: JsonObject): { readonly id: string; readonly name: string } {
  const org = event.Orgc ?? event.Org;
  const name = org !== null && typeof org === 'object' ? textOf(org as JsonObject, 'name') : null;
  return name === null
    ? { id: 'misp', name: 'MISP events without an organization' }
    : { id: `misp-${slug(name)}`, name: cut(name.trim(), DOCUMENT_LIMITS.name) };
}

const attributesOf = (event: JsonObject, type: string): readonly string[] =>
  mapsOf(event, 'Attribute')
    .filter((attribute) => attribute.type === type)
    .flatMap((attribute) => textOf(attribute, 'value') ?? []);

/** The actors that an event names, and the line that says so. All else is counted as lost. */
function actorsOf({ lose }: MispContext, event: JsonObject, uuid: string) {
  const found: { readonly entity: MadeEntity; readonly line: string }[] = [];
  for (const galaxy of mapsOf(event, 'Galaxy'))
    for (const cluster of mapsOf(galaxy, 'GalaxyCluster')) {
      const entity = toEntity({ ...cluster, type: textOf(cluster, 'type') ?? textOf(galaxy, 'type') ?? '' });
      if (entity?.kind === 'ORGANIZATION') found.push({ entity, line: `threat-actor: ${entity.name}` });
      else
        lose(
          `Galaxy ${(textOf(galaxy, 'type') ?? '').slice(0, 60)}`,
          'it says nothing that a claim can say',
          uuid,
        );
    }
  for (const attribute of mapsOf(event, 'Attribute')) {
    const [type, value] = [textOf(attribute, 'type') ?? '', textOf(attribute, 'value') ?? ''];
    if (type === 'threat-actor' && value !== '') {
      const name = cut(value.trim(), DOCUMENT_LIMITS.name);
      found.push({
        entity: { id: `actor-${slug(name)}`, kind: 'ORGANIZATION', name },
        line: `threat-actor: ${name}`,
      });
    } else if (type !== 'link')
      lose(`attribute ${type.slice(0, 60)}`, 'ascribe has no kind of entity for it', value);
  }
  for (const object of mapsOf(event, 'Object'))
    lose(
      `object ${(textOf(object, 'name') ?? '').slice(0, 60)}`,
      'ascribe has no kind of entity for it',
      uuid,
    );
  return found;
}
