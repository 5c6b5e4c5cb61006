// `ascribe serve` that reports its memory use after garbage collection to its parent on request. Run with --expose-gc.
import { serveCommand } from '#ascribe/cli/serve.js';

process.on('message', () => {
  globalThis.gc();
  process.send(process.memoryUsage());
});
await serveCommand().parseAsync(process.argv.slice(2), { from: 'user' });
