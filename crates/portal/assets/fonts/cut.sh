#!/bin/sh
# Cuts Pretendard GOV to the letters of messages/*.ftl and of the selection engine's reports, and writes the files beside this script.
# Needs python3 and npm; fetches the font and fontTools into a temporary directory.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent pretendard-gov@1.3.9 >/dev/null
tar xzf pretendard-gov-1.3.9.tgz
python3 -m venv venv
venv/bin/pip install --quiet fonttools==4.68.0 brotli==1.2.1
venv/bin/python - "$here" <<'PYTHON'
import pathlib, re, subprocess, sys

here = pathlib.Path(sys.argv[1])
messages = here.parent.parent / "messages"
# Messages of the frame and of the list of proposals: their letters make the first file, which most pages get by with.
FIRST = re.compile(
    r"(site|skip|other|nav|breadcrumbs|footer|example|stage|step|proposals|state(?!-words)|filter|order|pager|count|"
    r"unit|money|read-only|error-summary|home)(-|$)|(group|audience|programme-(tabs|overview|proposals|selection)|"
    r"proposal-(rank|number|untitled)|feed-title)$"
)
first, rest = set(map(chr, range(0x20, 0x7F))), set()
for path in sorted(messages.glob("*.ftl")):
    key = ""
    for line in path.read_text("utf-8").splitlines():
        if match := re.match(r"([a-z][a-z0-9-]*) =", line):
            key = match.group(1)
        letters = {c for c in line if ord(c) >= 0x20}
        (first if FIRST.match(key) else rest).update(letters)
# The selection engine's own words about a selection, in its Korean strings.
engine = here.parents[3] / "crates" / "selection" / "src"
for path in [*sorted((engine / "report").glob("*.rs")), engine / "audit" / "mod.rs"]:
    rest.update(c for c in path.read_text("utf-8") if "가" <= c <= "힣")
first |= {c for c in rest if not "가" <= c <= "힣"} | set("·–—‘’“”…₩›")
rest -= first


def ranges(letters):
    points, out = sorted(map(ord, letters)), []
    for point in points:
        if out and out[-1][1] == point - 1:
            out[-1][1] = point
        else:
            out.append([point, point])
    return ", ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in out)


faces = []
for weight, name, source in [(400, "regular", "Regular"), (700, "bold", "Bold")]:
    for number, letters in [(1, first), (2, rest)]:
        file = f"madang-sans-{name}-{number}.woff2"
        pathlib.Path("letters").write_text("".join(sorted(letters)), "utf-8")
        subprocess.run(
            ["venv/bin/pyftsubset", f"package/dist/web/static/woff2/PretendardGOV-{source}.woff2", "--text-file=letters",
             f"--output-file={here / file}", "--flavor=woff2", "--layout-features=kern,tnum,calt,ccmp,locl,mark,mkmk",
             "--no-hinting", "--desubroutinize", "--name-IDs=0,13,14", "--obfuscate-names", "--drop-tables+=DSIG"],
            check=True,
        )
        faces.append(
            f'@font-face {{ font-family: "Madang Sans"; font-weight: {weight}; font-display: swap; '
            f'src: url({file}) format("woff2"); unicode-range: {ranges(letters)}; }}'
        )
        if number == 1:
            # The same file again for Latin letters alone, beside the reader's own Hangul.
            latin = {c for c in letters if not "\u1100" <= c <= "\u11ff" and not "\u3000" <= c <= "\ud7ff"}
            faces.append(faces[-1].replace("Madang Sans", "Madang Latin").replace(ranges(letters), ranges(latin)))
(here / "faces.css").write_text(
    "/* Written by cut.sh from the letters of messages/*.ftl. */\n" + "\n".join(faces) + "\n", "utf-8"
)
PYTHON
ls -l "$here"
