#!/usr/bin/env bash
# Rebuilds the vendored browser assets under motcua/kernel/static/ui from pinned npm packages.
# Needed only when a version below changes: the results are committed, nothing is built at run time or in CI.
# Needs node >= 20, npm and uv. Run from anywhere: tools/build-ui.sh
set -euo pipefail

GOVUK=6.6.0
FONT=5.3.0
FONTTOOLS=4.68.0
HTMX=2.0.11
AXE=4.14.1
SASS=1.108.2
ESBUILD=0.28.2

here=$(cd "$(dirname "$0")/.." && pwd)
ui=$here/motcua/kernel/ui
out=$here/motcua/kernel/static/ui
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$work"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent \
  "govuk-frontend@$GOVUK" "@fontsource/be-vietnam-pro@$FONT" "htmx.org@$HTMX" "axe-core@$AXE" \
  "sass@$SASS" "esbuild@$ESBUILD"

cp -r "$ui/scss" "$ui/js" .
rm -f "$out"/govuk-frontend-* "$out"/htmx-* "$out"/fonts/*
mkdir -p "$out/fonts" "$here/tests/vendor"

npx sass --no-source-map --style=compressed --quiet-deps --load-path=node_modules \
  scss/govuk.scss "$out/govuk-frontend-$GOVUK.css"
npx esbuild js/govuk.js --bundle --minify --format=iife --target=es2020 --charset=utf8 \
  --outfile="$out/govuk-frontend-$GOVUK.js" --log-level=warning
cp node_modules/htmx.org/dist/htmx.min.js "$out/htmx-$HTMX.js"
cp node_modules/axe-core/axe.min.js "$here/tests/vendor/axe.min.js"
cp node_modules/axe-core/LICENSE "$here/tests/vendor/axe-LICENSE.txt"

for weight in 400 700; do
  for subset in vietnamese latin; do
    # Hinting is half of the file, and today's screens do not look at it.
    uvx --quiet --from "fonttools[woff]==$FONTTOOLS" pyftsubset \
      "node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-$subset-$weight-normal.woff2" \
      --unicodes='*' --layout-features=kern,mark,mkmk,ccmp,locl --no-hinting --flavor=woff2 \
      --output-file="$out/fonts/be-vietnam-pro-$FONT-$subset-$weight.woff2"
  done
done
cp node_modules/@fontsource/be-vietnam-pro/LICENSE "$out/fonts/OFL.txt"
ls -l "$out" "$out/fonts"
