import { serverStatus, startEphemeralNeo4j } from '#ascribe/neo4j-server/index.js';

// Starts a temporary server, prints its home and process id, then waits to be killed.
const { home } = await startEphemeralNeo4j();
const server = await serverStatus(home);
process.stdout.write(JSON.stringify({ home, pid: server?.pid }));
setInterval(() => {}, 60_000);
