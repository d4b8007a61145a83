#!/usr/bin/env bash
# Bundles CodeMirror, at the versions that package-lock.json pins, into ../editor.js, with the licences of all that is in it into
# ../editor.licences.txt. Needs Node.js; it is run by hand, when a version is changed, and both files are committed.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
banner="/*! CodeMirror 6 and what it needs, bundled by editor/build.sh; licences: editor.licences.txt */"
node_modules/.bin/esbuild source.js --bundle --minify --format=esm --target=es2022 --legal-comments=none --banner:js="$banner" --metafile=meta.json --outfile=../editor.js
node licences.js meta.json > ../editor.licences.txt
rm -r node_modules meta.json
