console.log(
  '\nAll tests take 10 to 15 minutes on two cores. `npm run test:fast` takes one to two: it leaves out Neo4j, other processes, the store contract and long random runs.\n',
);
