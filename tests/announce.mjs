console.log(
  '\nAll tests take about 8 minutes on two cores. `npm run test:fast` runs those without Neo4j and killed processes in under 90 seconds.\n',
);
