import type { Operation } from './generated.ts';

/** An error that the service answered, or that kept its answer away. */
export class RequestError extends Error {
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

const KEY = 'ascribe-api-key';

/** The API key of this tab; the browser forgets it with the tab. */
export const apiKey = {
  get: (): string | null => sessionStorage.getItem(KEY),
  set: (key: string): void => sessionStorage.setItem(KEY, key),
  clear: (): void => sessionStorage.removeItem(KEY),
};

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Runs an operation. Throws RequestError: one error makes the whole answer unusable, because a part could mislead. */
export async function ask<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Data> {
  const key = apiKey.get();
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(key !== null && { authorization: `Bearer ${key}` }),
  };
  const body = JSON.stringify({ query: operation, variables });
  const response = await fetch('/graphql', { method: 'POST', headers, body, signal }).catch(
    (error: unknown) => {
      if (signal.aborted) throw error;
      throw new RequestError('The service does not answer.', 'UNREACHABLE');
    },
  );
  const answer = (await response.json().catch(() => ({}))) as Answer<Data>;
  const error = answer.errors?.[0];
  if (error !== undefined) throw new RequestError(error.message, error.extensions?.code ?? 'UNKNOWN');
  if (answer.data == null)
    throw new RequestError(`The service answered ${response.status} without data.`, 'UNKNOWN');
  return answer.data;
}
