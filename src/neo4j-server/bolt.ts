import { setTimeout as sleep } from 'node:timers/promises';

interface BoltLogin {
  readonly uri: string;
  readonly username: string;
  readonly password: string;
}

/** `unauthorized`: the server runs but refuses the password. */
type Readiness = 'ready' | 'exited' | 'unauthorized' | 'timeout';

const LOGIN_REFUSAL_GRACE_MS = 6_000;

/** Waits until the server answers a query with this login. Its port opens before the database can answer. */
export async function waitForBolt(
  login: BoltLogin,
  isRunning: () => boolean,
  timeoutMs: number,
): Promise<Readiness> {
  const deadline = Date.now() + timeoutMs;
  let refusedSince: number | undefined;
  while (Date.now() < deadline) {
    const answer = await probeServer(login);
    if (answer === 'ready') return isRunning() ? 'ready' : 'exited';
    if (!isRunning()) return 'exited';
    // Another server may hold this port, and ours is about to exit: wait before believing the refusal.
    if (answer === 'unauthorized') refusedSince ??= Date.now();
    if (refusedSince !== undefined && Date.now() - refusedSince > LOGIN_REFUSAL_GRACE_MS)
      return 'unauthorized';
    await sleep(answer === 'unauthorized' ? 1_000 : 150);
  }
  return 'timeout';
}

async function probeServer({
  uri,
  username,
  password,
}: BoltLogin): Promise<'ready' | 'unauthorized' | 'unreachable'> {
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
    return code.startsWith('Neo.ClientError.Security.') ? 'unauthorized' : 'unreachable';
  } finally {
    await driver.close();
  }
}
