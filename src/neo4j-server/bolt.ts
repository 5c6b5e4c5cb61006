import { setTimeout as sleep } from 'node:timers/promises';

/** Who to ask, and as whom. */
export interface BoltLogin {
  readonly uri: string;
  readonly username: string;
  readonly password: string;
}

/** How waiting for a server came out; `refused` means that it runs, and does not know the password. */
export type Readiness = 'ready' | 'ended' | 'refused' | 'late';

const LOGIN_REFUSAL_GRACE_MS = 6_000;

/**
 * Waits until the server answers a query with this login. The port alone says little: it opens before the database
 * can be asked.
 */
export async function waitForBolt(
  login: BoltLogin,
  isRunning: () => boolean,
  timeoutMs: number,
): Promise<Readiness> {
  const deadline = Date.now() + timeoutMs;
  let refusedSince: number | undefined;
  while (Date.now() < deadline) {
    const answer = await probeServer(login);
    if (answer === 'ready') return isRunning() ? 'ready' : 'ended';
    if (!isRunning()) return 'ended';
    // It may be another server at this port, in which case ours is about to end; so not believed at once.
    if (answer === 'refused') refusedSince ??= Date.now();
    if (refusedSince !== undefined && Date.now() - refusedSince > LOGIN_REFUSAL_GRACE_MS) return 'refused';
    await sleep(answer === 'refused' ? 1_000 : 150);
  }
  return 'late';
}

async function probeServer({ uri, username, password }: BoltLogin): Promise<'ready' | 'refused' | 'silent'> {
  // Loaded only when needed: commands that start no server should start at once.
  const { default: neo4j } = await import('neo4j-driver');
  const driver = neo4j.driver(uri, neo4j.auth.basic(username, password), {
    connectionTimeout: 2_000,
    connectionAcquisitionTimeout: 5_000,
    maxConnectionPoolSize: 1,
  });
  const session = driver.session();
  try {
    await session.run('RETURN 1');
    return 'ready';
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    return code.startsWith('Neo.ClientError.Security.') ? 'refused' : 'silent';
  } finally {
    await driver.close();
  }
}
