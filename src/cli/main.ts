#!/usr/bin/env node
import { reportError } from './report-error.js';

// Loaded here, so that a failure to load is reported as any other: for example, if too few files may be open.
try {
  const { runProgram } = await import('./program.js');
  await runProgram();
} catch (error) {
  reportError(error);
  process.exit(1);
}
