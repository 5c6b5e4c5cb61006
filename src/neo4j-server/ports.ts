import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { AscribeError } from '../domain/errors.js';

export const LOOPBACK_HOST = '127.0.0.1';

/** Whether a server can listen on this port of the loopback address now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host: LOOPBACK_HOST, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * A port that is free now, outside the range of ephemeral ports: while a server restarts, a client that keeps connecting to it could
 * otherwise get the server's port as its own local port.
 */
async function findFreePort(excludedPort?: number): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(20_000, 30_000);
    if (port !== excludedPort && (await isPortFree(port))) return port;
  }
  throw new AscribeError('STORE_UNAVAILABLE', 'No free port was found between 20000 and 30000.');
}

/** The requested port (0: any), which must be free; without a request, the preferred port or any free one. Throws BAD_CONFIGURATION. */
export async function choosePort(
  label: string,
  requested: number | undefined,
  preferred: number,
  excludedPort?: number,
): Promise<{ readonly port: number; readonly automatic: boolean }> {
  if (requested === undefined) {
    const free = preferred !== excludedPort && (await isPortFree(preferred));
    return { port: free ? preferred : await findFreePort(excludedPort), automatic: true };
  }
  if (requested === 0) return { port: await findFreePort(excludedPort), automatic: true };
  if (await isPortFree(requested)) return { port: requested, automatic: false };
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `Port ${requested} for ${label} is in use by another program; choose a different port, or 0 for any free one.`,
  );
}
