import { DOCUMENT_LIMITS } from '../../documents/document-limits.js';
import type { Predicate } from '../../domain/ontology.js';
import type { Modality } from '../../domain/records.js';
import {
  cut,
  type MadeClaim,
  type MadeDocument,
  type MadeEntity,
  quoteOf,
  referenceArticle,
  refusedKinds,
  slug,
} from '../objects/document-builder.js';
import type { JsonObject } from '../objects/json-items.js';
import type { Lose } from '../objects/loss-counter.js';
import { allowedByConfidence, allowedByWords, credibilityOf, weakest } from '../objects/weigh.js';
import { toEntity } from './entities.js';
import { type Relation, relationOf } from './relations.js';
import { mapsOf, numberOf, type ObjectStage, textOf, textsOf } from './stage-objects.js';

/** What a conversion works with. */
export interface StixContext {
  readonly stage: ObjectStage;
  readonly lose: Lose;
}

/** The article that an object is, without its text. */
export function toArticle({ stage, lose }: StixContext, object: JsonObject, title: string) {
  const id = textOf(object, 'id') ?? '';
  const creator = stage.get(textOf(object, 'created_by_ref') ?? '');
  const entity = creator === null ? null : toEntity(creator);
  const isReport = object.type === 'report';
  const date = dateOf(object, isReport ? 'published' : 'created');
  const { derivedFrom, reference } = originOf({ stage, lose }, object);
  const language = textOf(object, 'lang');
  if (textsOf(object, 'object_marking_refs').length > 0)
    lose('object_marking_refs', 'ascribe has no markings; check whether the data may be shared', id);
  return {
    reference,
    article: {
      id: slug(id),
      title: cut(title, DOCUMENT_LIMITS.title).trim(),
      genre: isReport ? 'ANALYSIS' : 'DATASET',
      source:
        entity === null
          ? { id: 'stix', name: 'STIX objects without an author', reliability: 'F' }
          : { id: slug(entity.id), name: entity.name, reliability: 'F' },
      ...(date !== null && { publishedAt: date }),
      ...(language !== null && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) && { language }),
      ...(derivedFrom !== null && { derivedFrom }),
      ...(object.revoked === true && {
        retractedAt: timestampOf(object, 'modified') ?? '1970-01-01T00:00:00Z',
        retractionReason: 'revoked in STIX',
      }),
    },
  };
}

/** What an object rewrites: the report that lists it, or the only work that it cites. Several cannot be told apart. */
function originOf({ stage, lose }: StixContext, object: JsonObject) {
  const id = textOf(object, 'id') ?? '';
  const [report, ...more] = stage.mentioning(id, 'report');
  if (report !== undefined && more.length === 0)
    return { derivedFrom: slug(textOf(report, 'id') ?? ''), reference: null };
  const cited = mapsOf(object, 'external_references').filter((one) => textOf(one, 'url') !== null);
  const [only] = cited;
  if (cited.length > 1)
    lose('external_references', 'several works are cited; which of them says it is not known', id);
  if (only === undefined || cited.length > 1) return { derivedFrom: null, reference: null };
  const title = textOf(only, 'description') ?? textOf(only, 'source_name') ?? '';
  const reference = referenceArticle(textOf(only, 'url') ?? '', title);
  return { derivedFrom: reference?.article.id ?? null, reference };
}

const dateOf = (object: JsonObject, key: string): string | null =>
  /^(\d{4}-\d\d-\d\d)T/.exec(textOf(object, key) ?? '')?.[1] ?? null;

const timestampOf = (object: JsonObject, key: string): string | null => {
  const [whole, seconds, fraction = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,3})?\d*Z$/.exec(textOf(object, key) ?? '') ?? [];
  return whole === undefined ? null : `${seconds}${fraction}Z`;
};

/** What somebody says of a relation, and how. */
interface Statement {
  readonly text: string | null;
  readonly confidence: number | null;
  readonly stance: 'SUPPORTS' | 'DENIES';
  readonly atMost: Modality;
  readonly object: JsonObject;
}

/** The ends and the predicate of a relationship; null, and counted, if ascribe has no claim for it. */
export function toProposition({ stage, lose }: StixContext, object: JsonObject) {
  const id = textOf(object, 'id') ?? '';
  const [from, type, to] = ['source_ref', 'relationship_type', 'target_ref'].map(
    (key) => textOf(object, key) ?? '',
  ) as [string, string, string];
  const what = `relationship ${typeOf(from)} ${type.slice(0, 60)} ${typeOf(to)}`;
  const [source, target] = [stage.get(from), stage.get(to)];
  if (source === null || target === null) {
    lose(what, `${source === null ? 'its source' : 'its target'} is not in these files`, id);
    return null;
  }
  const [subject, other] = [toEntity(source), toEntity(target)];
  if (subject === null || other === null) {
    lose(what, `ascribe has no kind of entity for ${typeOf(subject === null ? from : to)}`, id);
    return null;
  }
  const relation = relationOf(type, subject.kind);
  if (relation === null) {
    lose(what, 'ascribe has no predicate for it', id);
    return null;
  }
  return direct(relation, subject, other, (reason) => lose(what, reason, id));
}

function direct(
  relation: Relation,
  source: MadeEntity,
  target: MadeEntity,
  refuse: (reason: string) => void,
) {
  const [subject, object] = relation.reversed === true ? [target, source] : [source, target];
  const refused =
    subject.id === object.id
      ? 'both ends are one entity'
      : refusedKinds(relation.predicate, subject.kind, object.kind);
  if (refused === null) return { subject, object, predicate: relation.predicate, atMost: relation.atMost };
  refuse(refused);
  return null;
}

const typeOf = (id: string): string => id.split('--', 1)[0]?.slice(0, 60) ?? '';

/** A claim, and the text that it quotes. Without words of its own it is a judgement at most. */
export function toClaim(
  proposition: { readonly subject: MadeEntity; readonly predicate: Predicate; readonly object: MadeEntity },
  { text, confidence, stance, atMost, object }: Statement,
): { readonly claim: MadeClaim; readonly text: string } {
  const made =
    text ??
    `${textOf(object, 'relationship_type') ?? object.type}: ${proposition.subject.name} – ${proposition.predicate} – ${proposition.object.name}`;
  const modality = weakest(
    atMost,
    text === null ? 'ASSESSED' : allowedByWords(text, proposition.predicate),
    confidence === null ? 'REPORTED_AS_FACT' : allowedByConfidence(confidence),
  );
  const [validFrom, validTo] = [
    dateOf(object, 'start_time') ?? dateOf(object, 'first_seen'),
    dateOf(object, 'stop_time') ?? dateOf(object, 'last_seen'),
  ];
  return {
    text: made,
    claim: {
      ...proposition,
      citation: {
        quote: quoteOf(made),
        modality,
        ...(stance === 'DENIES' && { stance }),
        ...(confidence !== null && { credibility: credibilityOf(confidence) }),
        ...(validFrom !== null && { validFrom }),
        ...(validTo !== null && validTo >= (validFrom ?? '') && { validTo }),
      },
    },
  };
}

/** The article of a relationship, and the work that it rewrites. */
export function* relationshipDocuments(context: StixContext, object: JsonObject): Generator<MadeDocument> {
  const proposition = toProposition(context, object);
  if (proposition === null) return;
  const { subject, object: other, predicate, atMost = 'REPORTED_AS_FACT' } = proposition;
  const statement = { confidence: confidenceOf(object), stance: 'SUPPORTS', atMost, object } as const;
  const { claim, text } = toClaim(proposition, { ...statement, text: wordsOf(object) });
  const { article, reference } = toArticle(context, object, `${subject.name} – ${predicate} – ${other.name}`);
  const note = noteOf(context, textOf(object, 'id') ?? '');
  yield* once(context, reference);
  yield {
    article: { ...article, text },
    claims: [{ ...claim, citation: { ...claim.citation, ...(note !== '' && { note }) } }],
  };
  for (const opinion of context.stage.mentioning(textOf(object, 'id') ?? '', 'opinion'))
    yield* opinionDocuments(context, opinion, proposition);
}

/** Its description, if that says more than what it cites. */
function wordsOf(object: JsonObject): string | null {
  const description = textOf(object, 'description');
  return description?.replaceAll(/\(Citation: [^()]*\)/g, '').trim() === '' ? null : description;
}

const confidenceOf = (object: JsonObject): number | null => {
  const confidence = numberOf(object, 'confidence');
  return confidence === null || confidence < 0 || confidence > 100 ? null : confidence;
};

/** A work that is cited is written once. */
function* once({ stage }: StixContext, document: MadeDocument | null): Generator<MadeDocument> {
  if (document !== null && stage.isFirst(document.article.id)) yield document;
}

const noteOf = ({ stage }: StixContext, id: string): string =>
  cut(
    stage
      .mentioning(id, 'note')
      .map((note) => textOf(note, 'content') ?? '')
      .join('\n')
      .trim(),
    DOCUMENT_LIMITS.note,
  );

/** The scale of opinions in STIX 2.1. A neutral one says nothing. */
const OPINIONS: Readonly<Record<string, 'SUPPORTS' | 'DENIES'>> = {
  'strongly-disagree': 'DENIES',
  disagree: 'DENIES',
  agree: 'SUPPORTS',
  'strongly-agree': 'SUPPORTS',
};

function* opinionDocuments(
  context: StixContext,
  opinion: JsonObject,
  proposition: NonNullable<ReturnType<typeof toProposition>>,
): Generator<MadeDocument> {
  const id = textOf(opinion, 'id') ?? '';
  const stance = OPINIONS[textOf(opinion, 'opinion') ?? ''];
  if (stance === undefined) {
    context.lose('opinion', 'it neither agrees nor disagrees', id);
    return;
  }
  const { article, reference } = toArticle(
    context,
    opinion,
    `Opinion: ${textOf(opinion, 'opinion')} – ${proposition.subject.name} – ${proposition.object.name}`,
  );
  if (!context.stage.isFirst(article.id)) {
    context.lose('opinion', 'it is about several relationships; the first counts', id);
    return;
  }
  const authors = textsOf(opinion, 'authors').map((name) => cut(name.trim(), DOCUMENT_LIMITS.name));
  const statement = { confidence: confidenceOf(opinion), stance, object: opinion } as const;
  const { claim, text } = toClaim(proposition, {
    ...statement,
    atMost: weakest('ASSESSED', proposition.atMost ?? 'ASSESSED'),
    text: textOf(opinion, 'explanation'),
  });
  yield* once(context, reference);
  yield {
    article: { ...article, ...(authors.some(Boolean) && { authors: authors.filter(Boolean) }), text },
    claims: [claim],
  };
}

/** An event that was seen somewhere. Other sightings are of nothing that ascribe has a kind of entity for. */
export function* sightingDocuments(context: StixContext, object: JsonObject): Generator<MadeDocument> {
  const id = textOf(object, 'id') ?? '';
  const seen = context.stage.get(textOf(object, 'sighting_of_ref') ?? '');
  const what = `sighting of ${typeOf(textOf(object, 'sighting_of_ref') ?? '')}`;
  const event = seen === null ? null : toEntity(seen);
  const places = textsOf(object, 'where_sighted_refs').flatMap((ref) => {
    const where = context.stage.get(ref);
    const place = where === null ? null : toEntity(where);
    return place !== null && ['STATE', 'PLACE', 'ASSET'].includes(place.kind) ? [place] : [];
  });
  if (event?.kind !== 'EVENT' || places.length === 0) {
    context.lose(what, 'only campaigns and incidents that were seen at a location make a claim', id);
    return;
  }
  const statement = {
    text: textOf(object, 'description'),
    confidence: confidenceOf(object),
    stance: 'SUPPORTS',
    atMost: 'ASSESSED',
    object,
  } as const;
  const made = places.map((place) =>
    toClaim({ subject: event, predicate: 'OCCURRED_IN', object: place }, statement),
  );
  const { article, reference } = toArticle(context, object, `Sighting of ${event.name}`);
  yield* once(context, reference);
  yield {
    article: { ...article, text: [...new Set(made.map(({ text }) => text))].join('\n\n') },
    claims: made.map(({ claim }) => claim),
  };
}

/** What an entity is called, by the object that it is. Its description is the text of the article, not a claim. */
export function* entityDocuments(context: StixContext, object: JsonObject): Generator<MadeDocument> {
  const entity = toEntity(object);
  if (entity === null) return;
  const { article, reference } = toArticle(context, object, entity.name);
  yield* once(context, reference);
  const text = textOf(object, 'description');
  yield { article: { ...article, ...(text !== null && { text }) }, entities: [entity] };
}

/** A report, from which the objects that it lists are derived. */
export function* reportDocuments(context: StixContext, object: JsonObject): Generator<MadeDocument> {
  const { article } = toArticle(context, object, textOf(object, 'name') ?? 'Report');
  const [reference] = mapsOf(object, 'external_references').flatMap((one) => textOf(one, 'url') ?? []);
  const text = textOf(object, 'description');
  const { derivedFrom: _, ...rest } = article;
  yield {
    article: {
      ...rest,
      ...(reference !== undefined && referenceArticle(reference, '') !== null && { url: reference }),
      ...(text !== null && { text }),
    },
  };
}
