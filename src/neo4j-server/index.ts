export { type AdminOptions, runAdmin } from './admin.js';
export { type EphemeralNeo4j, startEphemeralNeo4j } from './ephemeral.js';
export { localPassword } from './local-password.js';
export { unmetNeo4jRequirement } from './requirements.js';
export { type RunningServer, serverStatus, stopServer } from './server.js';
export { type StartOptions, startServer } from './start.js';
