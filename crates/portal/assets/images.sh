#!/bin/sh
# Draws from icon.svg what programs want as pixels: og.png for previews of links, favicon.ico, touch.png. Writes them beside
# this script. Needs chromium, and python3 with Pillow.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
draw() { # FILE WIDTH HEIGHT HTML
    printf '<!doctype html><meta charset="utf-8"><style>body{margin:0}</style>%s' "$4" > "$work/page.html"
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$work/profile" --hide-scrollbars \
        --default-background-color=00000000 --window-size="$2,$3" --screenshot="$work/$1" "file://$work/page.html" 2>/dev/null
}
icon=$(cat "$here/icon.svg")
sized() { printf '%s' "$icon" | sed "s/<svg /<svg width=\"$1\" height=\"$1\" style=\"display:block\" /"; }
# A square of its own colour: iOS rounds the corners itself.
square() { sized "$1" | sed 's/ rx="7"//'; }
draw icon.png 512 512 "$(sized 512)"
draw touch.png 512 512 "$(square 512)"
draw og.png 1200 630 "<style>div{box-sizing:border-box;width:1200px;height:630px;padding:90px;background:#fff;color:#1e2124;\
border-bottom:24px solid #0b50d0;font-family:'Pretendard GOV','Noto Sans CJK KR',sans-serif}h1{font-size:120px;margin:60px 0 0;\
letter-spacing:-.02em}p{font-size:44px;margin:16px 0 0;color:#464c53}</style><div>$(sized 140)<h1>마당 Madang</h1>\
<p>누구나 확인하고 다시 계산하는 공개 기록</p></div>"
python3 - "$work" "$here" <<'PYTHON'
import sys
from PIL import Image
work, here = sys.argv[1:]
icon = Image.open(f"{work}/icon.png").convert("RGBA")
icon.save(f"{here}/favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])
touch = Image.open(f"{work}/touch.png").convert("RGB").resize((180, 180), Image.LANCZOS)
touch.quantize(16).save(f"{here}/touch.png", optimize=True)
Image.open(f"{work}/og.png").convert("RGB").quantize(32).save(f"{here}/og.png", optimize=True)
PYTHON
