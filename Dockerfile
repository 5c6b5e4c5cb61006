FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package of ascribe needs an install script; its own one would build before the sources are here.
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY src ./src
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY --from=build /app/dist ./dist
COPY schema ./schema
COPY seeds ./seeds
# For use without Neo4j: the SQLite file lies here, and a volume over it belongs to the user below.
RUN mkdir data && chown node:node data
USER node
EXPOSE 4000
CMD ["node", "dist/cli/main.js", "serve", "--host", "0.0.0.0"]
