import type { Writer } from '../store.js';
import { applyPolicy } from './apply-policy.js';
import { assess, withdrawAssessment } from './assess.js';
import { erase } from './erase.js';
import { putArticles } from './put-articles.js';
import { restoreDeclared } from './restore-declared.js';
import { restore, retract } from './retract.js';
import type { WritePort } from './write-port.js';

/** The writes of every store, each through the write port of the open transaction. */
export function createWriter(port: () => WritePort): Writer {
  return {
    put: (articles, options) => putArticles(port(), articles, options),
    retract: (retraction) => retract(port(), retraction),
    restore: (restoration) => restore(port(), restoration),
    assess: (judgement) => assess(port(), judgement),
    withdrawAssessment: (withdrawal) => withdrawAssessment(port(), withdrawal),
    erase: (request) => erase(port(), request),
    restoreDeclared: (known) => restoreDeclared(port(), known),
    applyPolicy: (policy, limit) => applyPolicy(port(), policy, limit),
  };
}
