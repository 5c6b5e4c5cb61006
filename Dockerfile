FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No dependency needs an install script, and ascribe's own one would build before the sources are copied.
RUN npm ci --ignore-scripts
COPY tsconfig.json bundle.mjs ./
COPY src ./src
# The build writes the schema for clients.
COPY schema ./schema
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
# The bundles hold all packages but those that package.json lists as dependencies.
COPY --from=build /app/dist/bin ./dist/bin
COPY --from=build /app/dist/possible-types.json ./dist/possible-types.json
COPY --from=build /app/dist/schema.graphql ./dist/schema.graphql
COPY --from=build /app/dist/web ./dist/web
COPY mappings ./mappings
COPY ontology ./ontology
COPY policies ./policies
COPY schema ./schema
COPY seeds ./seeds
COPY examples ./examples
# Folder of the SQLite file (without Neo4j). A volume mounted here gets the owner set below.
RUN mkdir data && chown node:node data
USER node
EXPOSE 4000
CMD ["node", "dist/bin/ascribe.js", "serve", "--host", "0.0.0.0"]
