import { describePagingDuringWrites } from '../api/describe-paging.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

describeNeo4j('on Neo4j', () => {
  const neo4j = useTestNeo4j();

  describePagingDuringWrites(() => neo4j.openEmptyStore());
});
