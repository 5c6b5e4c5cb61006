console.log(
  '\nAll tests take 10 to 20 minutes on two cores. `npm run test:fast` takes less than two minutes: it leaves out Neo4j, browsers, commands, the store contract and long random runs.\n',
);
