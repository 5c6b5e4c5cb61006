import { rounds } from '../rounds.js';
import { describeStatuses } from './describe-statuses.js';

describeStatuses({ runs: rounds(10) });
