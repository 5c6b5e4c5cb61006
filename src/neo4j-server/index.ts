export { defaultHome } from './home.js';
export { localPassword } from './local-password.js';
export { missingForNeo4j } from './requirements.js';
export { type RunningServer, serverStatus, stopServer } from './server.js';
export { type StartOptions, startServer } from './start.js';
export { startThrowawayNeo4j, type ThrowawayNeo4j } from './throwaway.js';
