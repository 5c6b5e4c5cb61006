import type { Writer } from '../store.js';
import { applyPolicy } from './apply-policy.js';
import { assess, withdrawAssessment } from './assess.js';
import { putArticles } from './put-articles.js';
import { reinstate } from './restore-declared.js';
import { restore, retract } from './retract.js';
import type { Tables } from './write-port.js';

/** What can be written, the same in every store: each through the tables of the transaction that is open. */
export function storeWriter(tables: () => Tables): Writer {
  return {
    put: (articles) => putArticles(tables(), articles),
    retract: (retraction) => retract(tables(), retraction),
    restore: (restoration) => restore(tables(), restoration),
    assess: (judgement) => assess(tables(), judgement),
    withdrawAssessment: (withdrawal) => withdrawAssessment(tables(), withdrawal),
    reinstate: (known) => reinstate(tables(), known),
    applyPolicy: (policy, limit) => applyPolicy(tables(), policy, limit),
  };
}
