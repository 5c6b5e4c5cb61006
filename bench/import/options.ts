import { parseArgs } from 'node:util';

/** The options of both benches of imports. */
const { values } = parseArgs({
  options: {
    claims: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    baseline: { type: 'string' },
  },
});
export const claims = Number(values.claims);
export const rounds = Number(values.rounds);
/** The `dist` of each build, by its name in the tables. */
export const builds = { 'this build': 'dist', ...(values.baseline && { 'other build': values.baseline }) };
