import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { openStore } from '#ascribe/store/open.js';
import { verifyStore } from '#ascribe/store/verify/verify-store.js';
import { userWordsContract } from '../ontology-files/user-words.js';
import { removeFolder } from '../remove-folder.js';

describe("a user's ontology", () => {
  const folder = mkdtempSync(join(tmpdir(), 'ascribe-words-'));
  afterAll(() => removeFolder(folder));
  let opened = 0;
  const reopen = () => openStore(join(folder, `${opened}.db`));
  userWordsContract(
    'SQLite',
    () => {
      opened += 1;
      return reopen();
    },
    reopen,
    () => verifyStore(join(folder, `${opened}.db`), {}),
  );
});
