#!/usr/bin/env bash
# Draws every icon file from galley.svg. Needs librsvg2-bin, imagemagick and icnsutils.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for size in 16 32 48 128 256 512; do
  rsvg-convert --width "$size" --height "$size" galley.svg --output "$work/$size.png"
done
cp "$work/32.png" 32x32.png
cp "$work/128.png" 128x128.png
cp "$work/256.png" 128x128@2x.png
cp "$work/512.png" icon.png
/usr/bin/convert "$work"/{16,32,48,256}.png icon.ico
png2icns icon.icns "$work"/{16,32,48,128,256,512}.png
