console.log(
  '\nAll tests take 10 to 15 minutes on two cores. `npm run test:fast` leaves out Neo4j, killed processes and long random runs.\n',
);
