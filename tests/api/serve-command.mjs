import { serveCommand } from '#ascribe/cli/serve.js';

await serveCommand().parseAsync(process.argv.slice(2), { from: 'user' });
