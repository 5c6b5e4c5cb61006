import fc from 'fast-check';

/** Makes all random input of fast-check repeatable: `.ci/run` sets the variable, so that two runs of one commit try the same. Without it each run tries new input. */
const seed = process.env.ASCRIBE_FUZZ_SEED;
if (seed) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
