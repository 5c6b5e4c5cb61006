import { type ExecutionArgs, GraphQLError, getOperationAST, getVariableValues } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type RequestContext, replaceReadState } from '../execution/context.js';
import { requestError } from '../execution/errors.js';
import { estimateCost } from './cost.js';
import { type ExecutionBudget, startExecutionBudget } from './execution-budget.js';
import { trackRecords } from './record-count.js';
import type { RequestLimits } from './request-limits.js';

/** A caller that sends it is told the cost of the operation, in `extensions.cost`. */
const COST_HEADER = 'x-ascribe-cost';

/** An event of a subscription may cost this part of what a query may: they come by themselves, to many at a time. */
const EVENT_COST_SHARE = 1 / 50;

/**
 * Bounds what an operation makes the service do: its cost, before it begins; its records, its size and its time, while it runs, of a
 * subscription those of each event. What is over, or whose caller has gone, is given up, with all that the store does for it; what writes is
 * brought to its end.
 */
export function limitExecution(
  limits: Pick<RequestLimits, 'cost' | 'records' | 'responseSize' | 'timeoutMs'>,
): Plugin<RequestContext> {
  const begin = (context: RequestContext, races: boolean): ExecutionBudget => {
    const work = startExecutionBudget(limits, context.disconnectSignal, races);
    context.budget = work;
    replaceReadState(context, trackRecords(context.writable.withSignal(work.signal), work));
    return work;
  };
  /** What writes has the time that it takes, and goes on where its caller has gone; only its answer may be too large. */
  const beginWriting = (context: RequestContext): ExecutionBudget => {
    const unbounded = Number.POSITIVE_INFINITY;
    const work = startExecutionBudget(
      { responseSize: limits.responseSize, records: unbounded, timeoutMs: unbounded },
      null,
      true,
    );
    context.budget = work;
    return work;
  };
  return {
    onSubscribe: ({ args, setResultAndStopExecution }) => {
      const most = Math.ceil(limits.cost * EVENT_COST_SHARE);
      const cost = operationCost(args, getOperationAST(args.document, args.operationName));
      if (cost > most) {
        setResultAndStopExecution({ errors: [tooCostlyError('an event', cost, most)] });
        return undefined;
      }
      const context = args.contextValue as RequestContext;
      context.beginEvent = () => {
        begin(context, false);
      };
      return {
        onSubscribeResult: () => ({
          onNext: ({ result, setResult }) => {
            const { budget } = context;
            context.budget = null;
            budget?.finish(result.errors !== undefined);
            if (budget != null && budget.cancelReason !== null)
              setResult({ data: null, errors: [budget.cancelReason] });
          },
        }),
      };
    },
    onExecute: ({ args, executeFn, setExecuteFn, setResultAndStopExecution }) => {
      const operation = getOperationAST(args.document, args.operationName);
      // It names an operation that is none of its own, as what executes will say.
      if (operation == null) return undefined;
      const cost = operationCost(args, operation);
      if (cost > limits.cost) {
        setResultAndStopExecution({ errors: [tooCostlyError('the query', cost, limits.cost)] });
        return undefined;
      }
      const context = args.contextValue as RequestContext & { readonly request: Request };
      const writes = operation.operation === 'mutation';
      const work = writes ? beginWriting(context) : begin(context, true);
      const given = work.whenCancelled.then((why) => ({
        data: null,
        errors: [writes ? withWritesKept(why) : why],
      }));
      setExecuteFn((all: ExecutionArgs) => Promise.race([executeFn(all), given]));
      return {
        onExecuteDone: ({ result, setResult }) => {
          if (Symbol.asyncIterator in result) return;
          work.finish(result.errors !== undefined);
          if (context.request.headers.get(COST_HEADER) === null) return;
          const told = { requested: cost, limit: limits.cost, records: work.records };
          setResult({ ...result, extensions: { ...result.extensions, cost: told } });
        },
      };
    },
  };
}

const withWritesKept = ({ message, extensions }: GraphQLError) =>
  new GraphQLError(`${message}; what was written until then stands`, { extensions });

function operationCost(
  { schema, document, variableValues }: ExecutionArgs,
  operation: ReturnType<typeof getOperationAST>,
): number {
  if (operation == null) return 0;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {}, {
    maxErrors: 1,
  });
  // Variables that do not fit are told by what executes.
  return coerced === undefined ? 0 : estimateCost(schema, document, operation, coerced);
}

function tooCostlyError(subject: string, cost: number, limit: number) {
  const message = `${subject} may bring ${cost} records; expected at most ${limit}: ask for smaller pages (first), or fewer lists within lists`;
  return requestError('QUERY_TOO_COSTLY', message, { cost });
}
