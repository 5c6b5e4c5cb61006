import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestRecord } from '../../observability/request-record.js';

/** What the router passes on with a request for GraphQL; tests may pass nothing. */
export interface ServerContext {
  readonly req?: IncomingMessage;
  readonly res?: ServerResponse;
  readonly record?: RequestRecord;
}
