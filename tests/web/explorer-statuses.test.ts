import { describeStatuses } from './describe-statuses.js';

describeStatuses({ runs: Number(process.env.ASCRIBE_FUZZ_RUNS ?? 25) });
