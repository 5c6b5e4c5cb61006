import { rmSync } from 'node:fs';
import { stopServer } from './server.js';

// A separate process beside an ephemeral server. Its standard input is a pipe from the server's owner: when the owner ends in any way,
// even by SIGKILL, the pipe closes and the watchdog stops the server.
const home = process.argv[2];
if (home !== undefined) {
  process.stdin.resume();
  process.stdin.once('error', () => {});
  process.stdin.once('close', async () => {
    await stopServer(home, 'SIGKILL');
    rmSync(home, { recursive: true, force: true });
  });
}
