import { describeTasks } from '../web/describe-tasks.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

describeNeo4j('the Explorer on Neo4j', () => {
  const neo4j = useTestNeo4j();

  describeTasks(() => neo4j.openEmptyStore());
});
