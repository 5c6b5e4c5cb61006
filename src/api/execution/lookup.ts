import type DataLoader from 'dataloader';
import type { GraphQLError } from 'graphql';
import { AscribeError } from '../../domain/errors.js';
import { type RecordType, recordTypeOf, SLUG } from '../../domain/ids.js';
import type { EntityKind } from '../../domain/ontology.js';
import type { Article, Citation, Claim, Entity, Source } from '../../domain/records.js';
import type { Context } from './context.js';
import { refusal } from './errors.js';

export interface RecordOf {
  readonly entity: Entity;
  readonly claim: Claim;
  readonly citation: Citation;
  readonly article: Article;
  readonly source: Source;
}

/** The GraphQL type of each kind of entity. */
export const TYPE_OF_KIND: Record<EntityKind, string> = {
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

const FORMS: Record<RecordType, string> = {
  entity: 'a slug such as isis-k',
  claim: 'claim: and 32 hexadecimal digits',
  citation: 'citation: and 32 hexadecimal digits',
  article: 'article: and a slug',
  source: 'source: and a slug',
};

/** A record that somebody asked for by its id: throws BAD_INPUT on another form of id, NOT_FOUND (naming the closest) where there is none. */
export async function find<T extends RecordType>(
  context: Context,
  type: T,
  id: string,
): Promise<RecordOf[T]> {
  if (recordTypeOf(id) !== type) throw await wrongForm(context, type, id);
  return (await loaderOf(context, type).load(id)) ?? Promise.reject(await notFound(context, type, id));
}

/** A record that another one refers to: it must be there. */
export async function required<T>(loader: DataLoader<string, T | null>, id: string): Promise<T> {
  const record = await loader.load(id);
  if (record === null) throw new AscribeError('INTERNAL', `the store refers to ${id} and does not hold it`);
  return record;
}

/** Any records by their ids, in their order; an error in the place of each that is not found. */
export async function findAll(
  context: Context,
  ids: readonly string[],
): Promise<(RecordOf[RecordType] | GraphQLError)[]> {
  const failed = (code: 'BAD_INPUT' | 'NOT_FOUND', message: string) => {
    context.work?.fail();
    return refusal(code, message);
  };
  return Promise.all(
    ids.map(async (id) => {
      const type = recordTypeOf(id);
      if (type === null) return failed('BAD_INPUT', `${shown(id)} is no id: ${anyForm()}`);
      return (await loaderOf(context, type).load(id)) ?? failed('NOT_FOUND', `no ${type} has the id ${id}`);
    }),
  );
}

export function anyForm(): string {
  return `expected ${Object.values(FORMS).join('; or ')}`;
}

function loaderOf<T extends RecordType>(
  { loaders }: Context,
  type: T,
): DataLoader<string, RecordOf[T] | null> {
  return loaders[type] as unknown as DataLoader<string, RecordOf[T] | null>;
}

async function notFound(context: Context, type: RecordType, id: string): Promise<GraphQLError> {
  const closest = type === 'entity' ? await context.store.closestEntityIds(id, 3) : [];
  return refusal('NOT_FOUND', `no ${type} has the id ${id}${hint(closest)}`, details(closest));
}

/** A name typed in place of an id, such as ISIS-K, is answered with the ids that are like it. */
async function wrongForm(context: Context, type: RecordType, id: string): Promise<GraphQLError> {
  const slug = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const closest = type === 'entity' && SLUG.test(slug) ? await context.store.closestEntityIds(slug, 3) : [];
  const expected = `is not the id of ${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}; expected ${FORMS[type]}`;
  return refusal('BAD_INPUT', `${shown(id)} ${expected}${hint(closest)}`, details(closest));
}

function hint(closest: readonly string[]): string {
  return closest.length === 0 ? '' : `; the closest are ${closest.join(', ')}`;
}

function details(closest: readonly string[]): { closest?: readonly string[] } {
  return closest.length === 0 ? {} : { closest };
}

function shown(id: string): string {
  return JSON.stringify(id.length > 140 ? `${id.slice(0, 140)}…` : id);
}
