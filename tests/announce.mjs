console.log(
  '\nAll tests take about half an hour on two cores. `npm run test:fast` takes less than two minutes: it leaves out Neo4j, browsers, commands, the store contract and long random runs.\n',
);
