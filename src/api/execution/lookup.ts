import type DataLoader from 'dataloader';
import type { GraphQLError } from 'graphql';
import { AscribeError } from '../../domain/errors.js';
import { type RecordType, recordTypeOf, SLUG } from '../../domain/ids.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { Article, Citation, Claim, Entity, Source } from '../../domain/records.js';
import { unknownTypeMessage, wrongTypeMessage } from './argument-checks.js';
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

/** The record with this id; throws BAD_INPUT if the id has another type's form, NOT_FOUND (with similar ids) if there is none. */
export async function findRecord<T extends RecordType>(
  context: RequestContext,
  type: T,
  id: string,
): Promise<RecordByType[T]> {
  if (recordTypeOf(id) !== type) throw await wrongTypeError(context, type, id);
  return (await loaderFor(context, type).load(id)) ?? Promise.reject(await notFoundError(context, type, id));
}

/** A record that another record refers to; throws INTERNAL if it is missing. */
export async function loadRequired<T>(loader: DataLoader<string, T | null>, id: string): Promise<T> {
  const record = await loader.load(id);
  if (record === null)
    throw new AscribeError('INTERNAL', `the store has a reference to ${id} but no such record`);
  return record;
}

/** Records of any type, in the order of the ids; an error in place of each that is not found. */
export async function findRecords(
  context: RequestContext,
  ids: readonly string[],
): Promise<(RecordByType[RecordType] | GraphQLError)[]> {
  const failure = (code: 'BAD_INPUT' | 'NOT_FOUND', message: string) => {
    context.budget?.addError();
    return requestError(code, message);
  };
  return Promise.all(
    ids.map(async (id) => {
      const type = recordTypeOf(id);
      if (type === null) return failure('BAD_INPUT', unknownTypeMessage(id));
      return (await loaderFor(context, type).load(id)) ?? failure('NOT_FOUND', `no ${type} has the id ${id}`);
    }),
  );
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

/** Clients may send a name such as ISIS-K in place of an id: the error suggests similar ids. */
async function wrongTypeError(context: RequestContext, type: RecordType, id: string): Promise<GraphQLError> {
  const slug = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const closest = type === 'entity' && SLUG.test(slug) ? await context.store.closestEntityIds(slug, 3) : [];
  return requestError(
    'BAD_INPUT',
    `${wrongTypeMessage(type, id)}${closestHint(closest)}`,
    closestDetails(closest),
  );
}

function closestHint(closest: readonly string[]): string {
  return closest.length === 0 ? '' : `; the closest are ${closest.join(', ')}`;
}

function closestDetails(closest: readonly string[]): { closest?: readonly string[] } {
  return closest.length === 0 ? {} : { closest };
}
