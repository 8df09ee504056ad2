#!/bin/sh
# Builds the console for the server's jar, and does nothing when nothing changed.
set -eu
cd "$(dirname "$0")/.."
api=../server/src/main/resources/dev/mainstay/server/openapi.yaml

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "the console needs Node.js 20.19 or newer with npm to be built (node: $(command -v node || echo missing), npm: $(command -v npm || echo missing))" >&2
  echo "fix: install it from https://nodejs.org or your system's packages, so that node and npm are on PATH" >&2
  exit 2
fi
version=$(node -p 'process.versions.node')
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "node: $version (expected: 20.19 or newer)" >&2
  echo "fix: install a newer Node.js from https://nodejs.org or your system's packages" >&2
  exit 2
fi

if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi
if [ ! -f dist/index.html ] || [ -n "$(find src public scripts index.html package.json package-lock.json tsconfig.json vite.config.ts "$api" -newer dist/index.html ! -name schema.d.ts ! -path src/api -print | head -n 1)" ]; then
  npm run --silent build
fi
