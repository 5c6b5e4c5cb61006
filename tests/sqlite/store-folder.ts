import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { removeFolder } from '../remove-folder.js';

/** A folder that all test files share, deleted at the end of the run. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-tests-'));
  project.provide('storeFolder', folder);
  return () => removeFolder(folder);
}
