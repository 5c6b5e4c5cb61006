// `ascribe serve` that tells its parent, when asked, what it holds once the garbage is collected. Run with --expose-gc.
import { serveCommand } from '#ascribe/cli/serve.js';

process.on('message', () => {
  globalThis.gc();
  process.send(process.memoryUsage());
});
await serveCommand().parseAsync(process.argv.slice(2), { from: 'user' });
