import type { GraphQLError, GraphQLResolveInfo } from 'graphql';
import { claimInWindow } from '../../domain/claim-window.js';
import { AscribeError } from '../../domain/errors.js';
import { type RecordType, recordTypeOf, SLUG } from '../../domain/ids.js';
import type { Article, Citation, Claim, Entity, Source } from '../../domain/records.js';
import { unknownTypeMessage, wrongTypeMessage } from './argument-checks.js';
import type { RequestContext } from './context.js';
import { requestError } from './errors.js';
import type { RecordLoader } from './loaders.js';
import { parseScopedId, refOf, type ScopedId } from './scoped-id.js';

export interface RecordByType {
  readonly entity: Entity;
  readonly claim: Claim;
  readonly citation: Citation;
  readonly article: Article;
  readonly source: Source;
}

/** Starts reads about a record before it is known to exist, in its scope. Resolves once they have brought the record too, if they do. */
export type ReadAhead = (context: RequestContext, ref: string) => Promise<unknown> | null;

/**
 * The record that an id names, in the scope of the field, whatever the scope of the id. Throws BAD_INPUT if the id has another type's form,
 * NOT_FOUND (with similar ids) if there is none.
 */
export async function findRecord<T extends RecordType>(
  context: RequestContext,
  type: T,
  id: string,
  readAhead: ReadAhead = () => null,
): Promise<RecordByType[T]> {
  const ref = refOf(id);
  if (recordTypeOf(ref) !== type) throw await wrongTypeError(context, type, id);
  await readAhead(context, ref);
  return (
    (await loaderFor(context, type).load(ref)) ?? Promise.reject(await notFoundError(context, type, ref))
  );
}

/**
 * As `findRecord`, but in the scope of the id: the field and everything below it read the graph as of the id's time, unless the field has an
 * `asOf` of its own; a claim is read in the id's window.
 */
export async function findRecordInScope<T extends RecordType>(
  context: RequestContext,
  type: T,
  { id, asOf = null }: { readonly id: string; readonly asOf?: string | null },
  { path }: GraphQLResolveInfo,
  readAhead?: ReadAhead,
): Promise<RecordByType[T]> {
  const parsed = parseScopedId(id);
  if (parsed === null) return findRecord(context, type, id);
  const { scope } = parsed;
  if (asOf === null && scope.asOf !== null) context.asOfScopes.enter(path, scope.asOf);
  const scoped = { ...context, ...context.asOfScopes.readsAt(path) };
  const record = inWindow(await findRecord(scoped, type, id, readAhead), parsed);
  return record ?? Promise.reject(await notFoundError(scoped, type, id));
}

/** A record that another record refers to, at once if it was read already; rejects with INTERNAL if it is missing. */
export const loadRequired = <T extends { readonly id: string }>(
  loader: RecordLoader<T>,
  id: string,
): T | Promise<T> => loader.known(id) ?? loadUnknown(loader, id);

async function loadUnknown<T extends { readonly id: string }>(
  loader: RecordLoader<T>,
  id: string,
): Promise<T> {
  const record = await loader.load(id);
  if (record === null)
    throw new AscribeError('INTERNAL', `the store has a reference to ${id} but no such record`);
  return record;
}

/** Records of any type, each in the scope of its id, in the order of the ids; an error in place of each that is not found. */
export async function findRecordsInScope(
  context: RequestContext,
  ids: readonly string[],
  { path }: GraphQLResolveInfo,
): Promise<(RecordByType[RecordType] | GraphQLError)[]> {
  const failure = (code: 'BAD_INPUT' | 'NOT_FOUND', message: string) => {
    context.budget?.addError();
    return requestError(code, message);
  };
  return Promise.all(
    ids.map(async (id, index) => {
      const parsed = parseScopedId(id);
      const type = recordTypeOf(parsed?.ref ?? '');
      if (parsed === null || type === null) return failure('BAD_INPUT', unknownTypeMessage(id));
      const { ref, scope } = parsed;
      if (scope.asOf !== null) context.asOfScopes.enterItem(path, index, scope.asOf);
      const view = context.asOfScopes.readsAt({ prev: path, key: index, typename: undefined });
      const record = await loaderFor({ ...context, ...view }, type).load(ref);
      return inWindow(record, parsed) ?? failure('NOT_FOUND', `no ${type} has the id ${id}`);
    }),
  );
}

/** A claim as the window of its id shows it, null if the window shows nothing of it; other records as they are. */
function inWindow<T extends RecordByType[RecordType]>(
  record: T | null,
  { scope: { window } }: ScopedId,
): T | null {
  // Only the id of a claim has a window.
  return record === null || window === null ? record : (claimInWindow(record as Claim, window) as T | null);
}

function loaderFor<T extends RecordType>(
  { loaders }: RequestContext,
  type: T,
): RecordLoader<RecordByType[T]> {
  return loaders[type] as unknown as RecordLoader<RecordByType[T]>;
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
