import type { Service } from './service.js';

export interface EventStream {
  readonly status: number;
  /** The data of the next event; null once the stream is complete. Fails if it does not come in time. */
  // biome-ignore lint/suspicious/noExplicitAny: events have the shape of each subscription
  next(): Promise<any>;
  /** Events that came but were not read, after waiting long enough for one. */
  readonly unreadEvents: () => number;
  /** Number of keep-alive comments received. */
  readonly commentCount: () => number;
  /** Closes the connection. */
  disconnect(): void;
  /** Resolves when the service has ended the stream. */
  readonly ended: Promise<void>;
}

const EVENT_TIMEOUT_MS = 120_000;

/** Subscribes over HTTP as a browser's EventSource does. */
export async function subscribe(
  service: Pick<Service, 'url'>,
  query: string,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream> {
  const cut = new AbortController();
  const response = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: cut.signal,
  });
  const events: (object | null)[] = [];
  let notify = () => {};
  let comments = 0;
  const read = async () => {
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith(':')) comments++;
        else if (block.includes('event: next'))
          events.push(JSON.parse(block.slice(block.indexOf('data:') + 5)));
        else if (block.includes('event: complete')) events.push(null);
      }
      notify();
    }
  };
  const ended = read().catch(() => {});
  return {
    status: response.status,
    next: async () => {
      for (const until = Date.now() + EVENT_TIMEOUT_MS; events.length === 0; ) {
        if (Date.now() > until) throw new Error('no event came');
        await new Promise<void>((resolve) => {
          notify = resolve;
          setTimeout(resolve, 100);
        });
      }
      return events.shift();
    },
    unreadEvents: () => events.length,
    commentCount: () => comments,
    disconnect: () => cut.abort(),
    ended,
  };
}
