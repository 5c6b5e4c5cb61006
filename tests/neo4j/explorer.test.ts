import { rounds } from '../rounds.js';
import { describeStatuses } from '../web/describe-statuses.js';
import { describeTasks } from '../web/describe-tasks.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

describeNeo4j('the Explorer on Neo4j', () => {
  const neo4j = useTestNeo4j();

  describeTasks(() => neo4j.openEmptyStore());
  describeStatuses({ open: () => neo4j.openEmptyStore(), runs: rounds(4) });
});
