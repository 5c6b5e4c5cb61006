import type DataLoader from 'dataloader';
import type { GraphQLError } from 'graphql';
import { AscribeError } from '../../domain/errors.js';
import { type RecordType, recordTypeOf, SLUG } from '../../domain/ids.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { Article, Citation, Claim, Entity, Source } from '../../domain/records.js';
import type { RequestContext } from './context.js';
import { requestError } from './errors.js';

export interface RecordByType {
  readonly entity: Entity;
  readonly claim: Claim;
  readonly citation: Citation;
  readonly article: Article;
  readonly source: Source;
}

/** The GraphQL type of each kind of entity. */
export const GRAPHQL_TYPES: Record<EntityKind, string> = {
  STATE: 'State',
  ORGANIZATION: 'Organization',
  ARMED_GROUP: 'ArmedGroup',
  PERSON: 'Person',
  ATTACK: 'Attack',
  EVENT: 'Event',
  CORRIDOR: 'Corridor',
  AGREEMENT: 'Agreement',
  PLACE: 'Place',
};

const ID_FORMATS: Record<RecordType, string> = {
  entity: 'a slug such as isis-k',
  claim: 'claim: and 32 hexadecimal digits',
  citation: 'citation: and 32 hexadecimal digits',
  article: 'article: and a slug',
  source: 'source: and a slug',
};

/** A record that somebody asked for by its id: throws BAD_INPUT on another form of id, NOT_FOUND (naming the closest) where there is none. */
export async function findRecord<T extends RecordType>(
  context: RequestContext,
  type: T,
  id: string,
): Promise<RecordByType[T]> {
  if (recordTypeOf(id) !== type) throw await malformedIdError(context, type, id);
  return (await loaderFor(context, type).load(id)) ?? Promise.reject(await notFoundError(context, type, id));
}

/** A record that another one refers to: it must be there. */
export async function loadRequired<T>(loader: DataLoader<string, T | null>, id: string): Promise<T> {
  const record = await loader.load(id);
  if (record === null) throw new AscribeError('INTERNAL', `the store refers to ${id} and does not hold it`);
  return record;
}

/** Any records by their ids, in their order; an error in the place of each that is not found. */
export async function findRecords(
  context: RequestContext,
  ids: readonly string[],
): Promise<(RecordByType[RecordType] | GraphQLError)[]> {
  const failed = (code: 'BAD_INPUT' | 'NOT_FOUND', message: string) => {
    context.budget?.addError();
    return requestError(code, message);
  };
  return Promise.all(
    ids.map(async (id) => {
      const type = recordTypeOf(id);
      if (type === null) return failed('BAD_INPUT', `${quoteId(id)} is no id: ${describeIdFormats()}`);
      return (await loaderFor(context, type).load(id)) ?? failed('NOT_FOUND', `no ${type} has the id ${id}`);
    }),
  );
}

export function describeIdFormats(): string {
  return `expected ${Object.values(ID_FORMATS).join('; or ')}`;
}

function loaderFor<T extends RecordType>(
  { loaders }: RequestContext,
  type: T,
): DataLoader<string, RecordByType[T] | null> {
  return loaders[type] as unknown as DataLoader<string, RecordByType[T] | null>;
}

async function notFoundError(context: RequestContext, type: RecordType, id: string): Promise<GraphQLError> {
  const closest = type === 'entity' ? await context.store.closestEntityIds(id, 3) : [];
  return requestError(
    'NOT_FOUND',
    `no ${type} has the id ${id}${closestHint(closest)}`,
    closestDetails(closest),
  );
}

/** A name typed in place of an id, such as ISIS-K, is answered with the ids that are like it. */
async function malformedIdError(
  context: RequestContext,
  type: RecordType,
  id: string,
): Promise<GraphQLError> {
  const slug = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const closest = type === 'entity' && SLUG.test(slug) ? await context.store.closestEntityIds(slug, 3) : [];
  const expected = `is not the id of ${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}; expected ${ID_FORMATS[type]}`;
  return requestError(
    'BAD_INPUT',
    `${quoteId(id)} ${expected}${closestHint(closest)}`,
    closestDetails(closest),
  );
}

function closestHint(closest: readonly string[]): string {
  return closest.length === 0 ? '' : `; the closest are ${closest.join(', ')}`;
}

function closestDetails(closest: readonly string[]): { closest?: readonly string[] } {
  return closest.length === 0 ? {} : { closest };
}

function quoteId(id: string): string {
  return JSON.stringify(id.length > 140 ? `${id.slice(0, 140)}…` : id);
}
