import { describeTasks } from './describe-tasks.js';

describeTasks();
