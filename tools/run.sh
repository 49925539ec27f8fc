#!/bin/sh
# Does the main job with the sample county: in the window where there is a display, else headless into a folder.
set -eu
venv=$1
out=$2
wolds="$venv/bin/wolds"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" = Darwin ]; then
    exec "$venv/bin/wolds-window" --sample
fi
mkdir -p "$out"
"$wolds" sample --out "$out/sample-county.csv" --rules-out "$out/sample-rules.toml"
"$wolds" propose "$out/sample-county.csv" --rules "$out/sample-rules.toml" \
    --out "$out/plan.gpkg" --csv "$out/clusters.csv" --json "$out/summary.json"
"$wolds" export "$out/plan.gpkg" --to "$out/map.png"
"$wolds" export "$out/plan.gpkg" --to "$out/map.html"
printf '\nThe plan, the cluster list, the summary and the maps of the sample county are in %s\n' "$(cd "$out" && pwd)"
