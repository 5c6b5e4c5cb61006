import fc from 'fast-check';

/**
 * One seed for all random input of a test file, the one that fast-check prints when a test fails: ASCRIBE_FUZZ_SEED repeats it. `.ci/run` sets
 * the variable, so that two runs of one commit try the same. Without it each run tries new input.
 */
const seed = Number(process.env.ASCRIBE_FUZZ_SEED ?? Math.trunc(Math.random() * 2 ** 31));
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
