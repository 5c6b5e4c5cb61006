import type { AtOffset, Diagnostic } from './diagnostic.js';

/** A document as plain JavaScript values. */
export interface ParsedDocument {
  /** Undefined if the text is not valid YAML or JSON. */
  readonly value: unknown;
  readonly syntaxErrors: readonly Diagnostic<AtOffset>[];
}
