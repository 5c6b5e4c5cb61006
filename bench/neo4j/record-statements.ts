import { Transaction } from 'neo4j-driver';

export interface SentStatement {
  readonly cypher: string;
  readonly parameters: object;
}

/** Runs `work` and returns the statements that any driver of this process sent meanwhile, in order. */
export async function recordStatements(work: () => Promise<unknown>): Promise<SentStatement[]> {
  const sent: SentStatement[] = [];
  const { run } = Transaction.prototype;
  Transaction.prototype.run = function (query, parameters) {
    sent.push({ cypher: String(query), parameters: parameters ?? {} });
    return run.call(this, query, parameters) as never;
  };
  try {
    await work();
  } finally {
    Transaction.prototype.run = run;
  }
  return sent;
}
