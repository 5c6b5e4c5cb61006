import type { ServerResponse } from 'node:http';
import type { ErrorCode } from '../../domain/errors.js';

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(`${JSON.stringify(body)}\n`);
}

/** The body of a response that is one error, as GraphQL writes it. */
export const errorBody = (code: ErrorCode, message: string): object => ({
  errors: [{ message, extensions: { code } }],
});
