import { serverStatus, startEphemeralNeo4j } from '#ascribe/neo4j-server/index.js';

// A process that has a throwaway server, tells which, and then does nothing until it is killed.
const { home } = await startEphemeralNeo4j();
const server = await serverStatus(home);
process.stdout.write(JSON.stringify({ home, pid: server?.pid }));
setInterval(() => {}, 60_000);
