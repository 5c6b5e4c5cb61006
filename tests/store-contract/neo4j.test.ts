import { describeNeo4j, useTestNeo4j } from '../neo4j/test-neo4j.js';
import { annotationsContract } from './annotations.js';
import { articlesAndListsContract } from './articles-and-lists.js';
import { cancellationContract } from './cancellation.js';
import { copiesContract } from './copies.js';
import { declaredTextsContract } from './declared-texts.js';
import { eagerLoadingContract } from './eager-loading.js';
import { erasureContract } from './erasure.js';
import { evidenceContract } from './evidence.js';
import { identityContract } from './identity.js';
import { listOrdersContract } from './list-orders.js';
import { namesContract } from './names.js';
import { searchContract } from './search-and-facets.js';
import { timeContract } from './time.js';
import { timelineContract } from './timeline.js';
import { traversalContract } from './traversals.js';
import { voicesContract } from './voices.js';

describeNeo4j('the store contract on Neo4j', () => {
  const neo4j = useTestNeo4j();

  articlesAndListsContract('Neo4j', () => neo4j.openEmptyStore());
  annotationsContract('Neo4j', () => neo4j.openEmptyStore());
  declaredTextsContract('Neo4j', () => neo4j.openEmptyStore());
  identityContract('Neo4j', () => neo4j.openEmptyStore());
  erasureContract('Neo4j', async () => ({
    store: await neo4j.openEmptyStore(),
    storedText: async () => {
      const { records } = await neo4j.driver.executeQuery(
        'MATCH (n) RETURN properties(n) AS one UNION ALL MATCH ()-[r]->() RETURN properties(r) AS one',
      );
      return records.map((record) => JSON.stringify(record.get('one'))).join('\n');
    },
  }));
  evidenceContract('Neo4j', () => neo4j.openEmptyStore());
  eagerLoadingContract('Neo4j', () => neo4j.openEmptyStore());
  searchContract('Neo4j', () => neo4j.openEmptyStore());
  listOrdersContract('Neo4j', () => neo4j.openEmptyStore());
  namesContract('Neo4j', () => neo4j.openEmptyStore());
  timeContract('Neo4j', () => neo4j.openEmptyStore());
  timelineContract('Neo4j', () => neo4j.openEmptyStore());
  cancellationContract('Neo4j', () => neo4j.openEmptyStore());
  traversalContract('Neo4j', () => neo4j.openEmptyStore());
  voicesContract('Neo4j', () => neo4j.openEmptyStore());
  copiesContract('Neo4j', () => neo4j.openEmptyStore());
});
