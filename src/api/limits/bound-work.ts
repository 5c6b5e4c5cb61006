import { type ExecutionArgs, GraphQLError, getOperationAST, getVariableValues } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type Context, readBy } from '../execution/context.js';
import { refusal } from '../execution/errors.js';
import { costOf } from './cost.js';
import type { Limits } from './limits.js';
import { countingReads } from './records.js';
import { beginWork, type Work } from './work.js';

/** A caller that sends it is told the cost of the operation, in `extensions.cost`. */
const ASKS_FOR_COST = 'x-ascribe-cost';

/** An event of a subscription may cost this part of what a query may: they come by themselves, to many at a time. */
const SHARE_OF_EVENT = 1 / 50;

/**
 * Bounds what an operation makes the service do: its cost, before it begins; its records, its size and its time, while it runs, of a
 * subscription those of each event. What is over, or whose caller has gone, is given up, with all that the store does for it; what writes is
 * brought to its end.
 */
export function boundWork(limits: Pick<Limits, 'cost' | 'records' | 'answer' | 'time'>): Plugin<Context> {
  const begin = (context: Context, races: boolean): Work => {
    const work = beginWork(limits, context.gone, races);
    context.work = work;
    readBy(context, countingReads(context.writable.withSignal(work.signal), work));
    return work;
  };
  /** What writes has the time that it takes, and goes on where its caller has gone; only its answer may be too large. */
  const beginWriting = (context: Context): Work => {
    const unbounded = Number.POSITIVE_INFINITY;
    const work = beginWork({ answer: limits.answer, records: unbounded, time: unbounded }, null, true);
    context.work = work;
    return work;
  };
  return {
    onSubscribe: ({ args, setResultAndStopExecution }) => {
      const most = Math.ceil(limits.cost * SHARE_OF_EVENT);
      const cost = costOfArgs(args, getOperationAST(args.document, args.operationName));
      if (cost > most) {
        setResultAndStopExecution({ errors: [tooCostly('an event', cost, most)] });
        return undefined;
      }
      const context = args.contextValue as Context;
      context.beginEvent = () => {
        begin(context, false);
      };
      return {
        onSubscribeResult: () => ({
          onNext: ({ result, setResult }) => {
            const { work } = context;
            context.work = null;
            work?.end(result.errors !== undefined);
            if (work != null && work.stopped !== null) setResult({ data: null, errors: [work.stopped] });
          },
        }),
      };
    },
    onExecute: ({ args, executeFn, setExecuteFn, setResultAndStopExecution }) => {
      const operation = getOperationAST(args.document, args.operationName);
      // It names an operation that is none of its own, as what executes will say.
      if (operation == null) return undefined;
      const cost = costOfArgs(args, operation);
      if (cost > limits.cost) {
        setResultAndStopExecution({ errors: [tooCostly('the query', cost, limits.cost)] });
        return undefined;
      }
      const context = args.contextValue as Context & { readonly request: Request };
      const writes = operation.operation === 'mutation';
      const work = writes ? beginWriting(context) : begin(context, true);
      const given = work.whenStopped.then((why) => ({
        data: null,
        errors: [writes ? afterWriting(why) : why],
      }));
      setExecuteFn((all: ExecutionArgs) => Promise.race([executeFn(all), given]));
      return {
        onExecuteDone: ({ result, setResult }) => {
          if (Symbol.asyncIterator in result) return;
          work.end(result.errors !== undefined);
          if (context.request.headers.get(ASKS_FOR_COST) === null) return;
          const told = { requested: cost, limit: limits.cost, records: work.records };
          setResult({ ...result, extensions: { ...result.extensions, cost: told } });
        },
      };
    },
  };
}

const afterWriting = ({ message, extensions }: GraphQLError) =>
  new GraphQLError(`${message}; what was written until then stands`, { extensions });

function costOfArgs(
  { schema, document, variableValues }: ExecutionArgs,
  operation: ReturnType<typeof getOperationAST>,
): number {
  if (operation == null) return 0;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {}, {
    maxErrors: 1,
  });
  // Variables that do not fit are told by what executes.
  return coerced === undefined ? 0 : costOf(schema, document, operation, coerced);
}

function tooCostly(what: string, cost: number, most: number) {
  const message = `${what} may bring ${cost} records; expected at most ${most}: ask for smaller pages (first), or fewer lists within lists`;
  return refusal('QUERY_TOO_COSTLY', message, { cost });
}
