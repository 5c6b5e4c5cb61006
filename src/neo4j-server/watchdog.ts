import { rmSync } from 'node:fs';
import { stopServer } from './server.js';

// Runs as a process of its own beside a throwaway server. Its standard input is a pipe from the process that wants
// the server: however that one ends, even by SIGKILL, the pipe closes, and the server must go.
const home = process.argv[2];
if (home !== undefined) {
  process.stdin.resume();
  process.stdin.once('error', () => {});
  process.stdin.once('close', async () => {
    await stopServer(home, 'SIGKILL');
    rmSync(home, { recursive: true, force: true });
  });
}
