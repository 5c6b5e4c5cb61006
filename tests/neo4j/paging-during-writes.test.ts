import { describePagingDuringWrites } from '../api/describe-paging.js';
import { PAGED_LISTS } from '../api/paged-lists.js';
import { rounds } from '../rounds.js';
import { sampleOf } from '../sample-of.js';
import { describeNeo4j, useTestNeo4j } from './test-neo4j.js';

describeNeo4j('on Neo4j', () => {
  const neo4j = useTestNeo4j();

  const lists = sampleOf(Object.keys(PAGED_LISTS), rounds(8));
  describePagingDuringWrites(() => neo4j.openEmptyStore(), lists);
});
