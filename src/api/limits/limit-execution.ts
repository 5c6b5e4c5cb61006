import { type ExecutionArgs, GraphQLError, getOperationAST, getVariableValues } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type RequestContext, replaceReadState } from '../execution/context.js';
import { requestError } from '../execution/errors.js';
import { createCostEstimator } from './cost.js';
import { type ExecutionBudget, startExecutionBudget } from './execution-budget.js';
import { trackRecords } from './record-count.js';
import type { RequestLimits } from './request-limits.js';

/** A request with this header gets the cost of the operation in `extensions.cost`. */
const COST_HEADER = 'x-ascribe-cost';

/** Cost limit of an event of a subscription, as a share of a query's: events go to many subscribers at a time. */
const EVENT_COST_SHARE = 1 / 50;

type ExecutionLimits = Pick<RequestLimits, 'cost' | 'records' | 'responseSize' | 'timeoutMs'>;
type ExecutionPlugin = Required<Plugin<RequestContext>>;

/**
 * Limits the cost of an operation before it runs, and its records, size and time while it runs (for a subscription, those of each event).
 * Cancels queries that exceed a limit or whose client disconnected, in the store too. Mutations always finish.
 */
export function useExecutionLimits(limits: ExecutionLimits): Plugin<RequestContext> {
  const costOf = operationCost(createCostEstimator());
  return { onSubscribe: limitEvents(limits, costOf), onExecute: limitOperations(limits, costOf) };
}

function limitEvents(limits: ExecutionLimits, costOf: OperationCost): ExecutionPlugin['onSubscribe'] {
  const costLimit = Math.ceil(limits.cost * EVENT_COST_SHARE);
  return ({ args, setResultAndStopExecution }) => {
    const cost = costOf(args, getOperationAST(args.document, args.operationName));
    if (cost > costLimit) {
      setResultAndStopExecution({ errors: [tooCostlyError('an event', cost, costLimit)] });
      return undefined;
    }
    const context = args.contextValue as RequestContext;
    context.beginEvent = () => {
      startReading(limits, context, false);
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
  };
}

function limitOperations(limits: ExecutionLimits, costOf: OperationCost): ExecutionPlugin['onExecute'] {
  return ({ args, executeFn, setExecuteFn, setResultAndStopExecution }) => {
    const operation = getOperationAST(args.document, args.operationName);
    // graphql reports an unknown operation name.
    if (operation == null) return undefined;
    const cost = costOf(args, operation);
    if (cost > limits.cost) {
      setResultAndStopExecution({ errors: [tooCostlyError('the query', cost, limits.cost)] });
      return undefined;
    }
    const context = args.contextValue as RequestContext & { readonly request: Request };
    const writes = operation.operation === 'mutation';
    const budget = writes ? startWriting(limits, context) : startReading(limits, context, true);
    const cancelled = budget.whenCancelled.then((reason) => ({
      data: null,
      errors: [writes ? withWritesKept(reason) : reason],
    }));
    setExecuteFn((executionArgs: ExecutionArgs) => Promise.race([executeFn(executionArgs), cancelled]));
    return {
      onExecuteDone: ({ result, setResult }) => {
        if (Symbol.asyncIterator in result) return;
        budget.finish(result.errors !== undefined);
        if (context.request.headers.get(COST_HEADER) === null) return;
        const report = { requested: cost, limit: limits.cost, records: budget.records };
        setResult({ ...result, extensions: { ...result.extensions, cost: report } });
      },
    };
  };
}

function startReading(limits: ExecutionLimits, context: RequestContext, raced: boolean): ExecutionBudget {
  const budget = startExecutionBudget(limits, context.disconnectSignal, raced);
  context.budget = budget;
  replaceReadState(context, trackRecords(context.writable.withSignal(budget.signal), budget));
  return budget;
}

/** A mutation has no time limit and continues if its client disconnects; only the size of its response is limited. */
function startWriting({ responseSize }: ExecutionLimits, context: RequestContext): ExecutionBudget {
  const unbounded = Number.POSITIVE_INFINITY;
  const budget = startExecutionBudget({ responseSize, records: unbounded, timeoutMs: unbounded }, null, true);
  context.budget = budget;
  return budget;
}

const withWritesKept = ({ message, extensions }: GraphQLError) =>
  new GraphQLError(`${message}; the changes made before that are saved`, { extensions });

type OperationCost = (args: ExecutionArgs, operation: ReturnType<typeof getOperationAST>) => number;

const operationCost =
  (estimate: ReturnType<typeof createCostEstimator>): OperationCost =>
  ({ schema, document, variableValues }, operation) => {
    if (operation == null) return 0;
    const given = variableValues ?? {};
    return estimate(
      schema,
      document,
      operation,
      given,
      () => getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 1 }).coerced,
    );
  };

function tooCostlyError(subject: string, cost: number, limit: number) {
  const message = `${subject} costs ${cost}; expected at most ${limit}: use smaller pages (first), or fewer lists within lists`;
  return requestError('QUERY_TOO_COSTLY', message, { cost });
}
