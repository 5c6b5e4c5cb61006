import { describeWording } from './measure.js';

/** How well the warnings on wording work, as docs/lint-quality.md shows it. */
process.stdout.write(`${describeWording()}\n`);
