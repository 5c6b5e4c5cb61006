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
 * A port that is free now. Not one the system hands out: those are also the near ends of outgoing connections, so
 * while a server restarts, a client that keeps calling it could come to hold, and answer, the very port it calls.
 */
export async function findFreePort(excludedPort?: number): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(20_000, 30_000);
    if (port !== excludedPort && (await isPortFree(port))) return port;
  }
  throw new AscribeError('STORE_UNAVAILABLE', 'No free port was found between 20000 and 30000.');
}

/** The port that was asked for (0: any), which must be free; else the preferred one if it is, or any that is free. */
export async function choosePort(
  label: string,
  requested: number | undefined,
  preferred: number,
  excludedPort?: number,
): Promise<{ readonly port: number; readonly picked: boolean }> {
  if (requested === undefined) {
    const free = preferred !== excludedPort && (await isPortFree(preferred));
    return { port: free ? preferred : await findFreePort(excludedPort), picked: true };
  }
  if (requested === 0) return { port: await findFreePort(excludedPort), picked: true };
  if (await isPortFree(requested)) return { port: requested, picked: false };
  throw new AscribeError(
    'BAD_CONFIGURATION',
    `Port ${requested} for ${label} is in use by another program; give another one, or 0 for any that is free.`,
  );
}
