import { type ExecutionArgs, type GraphQLSchema, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { AscribeError } from '../../domain/errors.js';
import { type Context, readBy } from '../context.js';
import { refusal } from '../errors.js';
import { costOf } from './cost.js';
import type { Limits } from './limits.js';
import { type Budget, countingReads } from './records.js';

/** A caller that sends it is told the cost of the operation, in `extensions.cost`. */
const ASKS_FOR_COST = 'x-ascribe-cost';

/**
 * Bounds what an operation makes the store do: its cost, before it begins; its records and its time, while it runs. A query whose time is
 * over, or whose caller has gone, is given up, with all that the store does for it; what writes is brought to its end.
 */
export function limitWork(limits: Pick<Limits, 'cost' | 'records' | 'time'>): Plugin<Context> {
  const costOfArgs = ({ schema, document, operationName, variableValues }: ExecutionArgs) => {
    const operation = getOperationAST(document, operationName);
    if (operation == null) return { kind: null, cost: 0 };
    return {
      kind: operation.operation,
      cost: costOf(schema as GraphQLSchema, document, operation, variableValues ?? {}),
    };
  };
  const tooCostly = (cost: number) =>
    refusal(
      'QUERY_TOO_COSTLY',
      `the query may bring ${cost} records; expected at most ${limits.cost}: ask for smaller pages (first), or fewer lists within lists`,
      { cost },
    );
  return {
    onSubscribe: ({ args, setResultAndStopExecution }) => {
      const { cost } = costOfArgs(args);
      if (cost > limits.cost) setResultAndStopExecution({ errors: [tooCostly(cost)] });
    },
    onExecute: ({ args, setResultAndStopExecution }) => {
      const { kind, cost } = costOfArgs(args);
      if (cost > limits.cost) {
        setResultAndStopExecution({ errors: [tooCostly(cost)] });
        return undefined;
      }
      const context = args.contextValue as Context & { readonly request: Request };
      const { request } = context;
      const budget: Budget = { most: limits.records, brought: 0 };
      const deadline = new AbortController();
      const over = () =>
        deadline.abort(
          new AscribeError(
            'TIMEOUT',
            `the query took more than ${limits.time / 1000} s, and was stopped; expected one that asks for less`,
          ),
        );
      const gone = () => deadline.abort(new AscribeError('TIMEOUT', 'the caller has gone'));
      const timer = kind === 'query' ? setTimeout(over, limits.time) : undefined;
      if (kind === 'query') {
        request.signal.addEventListener('abort', gone, { once: true });
        readBy(context, countingReads(context.writable.until(deadline.signal), budget));
      }
      return {
        onExecuteDone: ({ result, setResult }) => {
          clearTimeout(timer);
          request.signal.removeEventListener('abort', gone);
          if (request.headers.get(ASKS_FOR_COST) === null || Symbol.asyncIterator in result) return;
          const told = { requested: cost, limit: limits.cost, records: budget.brought };
          setResult({ ...result, extensions: { ...result.extensions, cost: told } });
        },
      };
    },
  };
}
