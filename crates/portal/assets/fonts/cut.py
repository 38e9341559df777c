"""Cuts Pretendard GOV to the letters of the interface: `cut.sh` calls it. Arguments: this folder, the font's folder."""

import collections
import io
import pathlib
import re
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

HERE, FONT = map(pathlib.Path, sys.argv[1:3])
ROOT = HERE.parents[3]
# No outline moves by more than a fifth of a dot in a heading on a screen of three dots a pixel; a third lighter than the font's 2,048.
UNITS = 360
LATIN = set(map(chr, range(0x20, 0x7F))) | set("·–—‘’“”…₩›é")
# Letters that this many of the features need are in the file that every page loads.
SHARED = 8
# What the pages of selections need beyond it, for the weight of those pages is the greatest.
HEAVY = {"votes", "selection"}
# A source file that shows a form, which needs no more rare letters than this: a longer one, as that of a rule, loads what selections load.
SHOWS_FORM = ("Sending", 'method="post"')
MOST_OF_A_FORM = 20
# The forms about what people say, which are lighter still: their messages by the beginnings of their keys.
FORM = "form"
OF_FORM = ("voice-speak-", "voice-text ", "voice-served ", "voice-region", "voice-institution ", "voice-not-stated ",
           "voice-enter-", "voice-channel-", "voice-act", "voice-code-", "voice-receipt-", "voice-look-")


def messages():
    """Feature → texts of its Korean messages, and of the reports that stand on its pages."""
    found = collections.defaultdict(list)
    for path in sorted((HERE.parents[1] / "messages" / "ko").glob("*.ftl")):
        for line in path.read_text("utf-8").splitlines():
            text = re.sub(r"^[a-z0-9-]+ =|^ *\*?\[\w+\]", "", line)
            found[path.stem].append(text.strip())
            if line.startswith(OF_FORM):
                found[FORM].append(text.strip())
    # What kinds of entries are called stands on the pages of the record.
    for path in sorted((ROOT / "crates" / "programme" / "messages" / "ko").glob("*.ftl")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("kind-"):
                found["record"].append(re.sub(r"^[a-z0-9-]+ =", "", line).strip())
    for crate in ["selection-report", "charts"]:
        for path in sorted((ROOT / "crates" / crate).rglob("*.ftl")):
            # What a command says of a file stands on no page.
            if path.stem != "errors" and ("ko" in path.parts or path.stem == "ko"):
                found["selection"] += [line.partition("=")[2].strip() for line in path.read_text("utf-8").splitlines()]
    for folder in ["selection/src/report", "selection/src/audit", "selection-report/src"]:
        for path in sorted((ROOT / "crates" / folder).rglob("*.rs")):
            found["selection"] += re.findall(r'"([^"\n]*[가-힣][^"\n]*)"', path.read_text("utf-8"))
    return found


def forms(core):
    """The letters beyond `core` of the pages that are forms: of the Korean messages that the source files ask for which show one."""
    said = {}
    for path in sorted((HERE.parents[1] / "messages" / "ko").glob("*.ftl")):
        key = ""
        for line in path.read_text("utf-8").splitlines():
            begins = re.match(r"([a-z0-9-]+) =", line)
            key = begins.group(1) if begins else key
            said[key] = said.get(key, "") + line
    found = set()
    for path in sorted((HERE.parents[1] / "src").rglob("*.rs")):
        source = path.read_text("utf-8").partition("#[cfg(test)]")[0]
        if any(sign in source for sign in SHOWS_FORM):
            own = hangul(said.get(key, "") for key in re.findall(r'"([a-z0-9-]+)"', source)) - core
            found |= own if len(own) <= MOST_OF_A_FORM else set()
    return found


def hangul(texts):
    return {c for text in texts for c in text if "가" <= c <= "힣"}


def groups(found):
    """Name of a file → its letters; each letter in one."""
    letters = {feature: hangul(texts) for feature, texts in found.items()}
    count = collections.Counter(c for feature, own in letters.items() if feature != FORM for c in own)
    # Forms about what people say load no other file, and other forms one more.
    core = letters["frame"] | letters["accounts"] | letters[FORM] | {c for c, n in count.items() if n >= SHARED}
    of_forms = forms(core) & set(count)
    heavy = {c for feature in HEAVY for c in letters.get(feature, ())} - core - of_forms
    rest = set(count) - core - of_forms - heavy
    return {"core": core & set(count), "forms": of_forms, "votes": heavy, "more": rest}


def ranges(letters):
    points, out = sorted(map(ord, letters)), []
    for point in points:
        if out and out[-1][1] == point - 1:
            out[-1][1] = point
        else:
            out.append([point, point])
    return ", ".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in out)


def write(name, weight, letters):
    font = TTFont(FONT / "public" / "static" / "alternative" / f"PretendardGOV-{weight.title()}.ttf")
    options = subset.Options()
    options.layout_features = ["kern", "tnum"]
    options.hinting = False
    options.name_IDs = []
    options.notdef_outline = False
    options.drop_tables += ["vhea", "vmtx", "GDEF"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(letters))
    subsetter.subset(font)
    scale_upem(font, UNITS)
    # The licence reserves the font's name: what is cut bears another.
    for table in font["name"].names:
        table.string = "Madang Sans"
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    (HERE / name).write_bytes(out.getvalue())
    print(f"{name}: {len(letters)} letters, {len(out.getvalue())} bytes")


def face(family, number, name, letters):
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {number}; font-display: swap; '
        f'src: url({name}) format("woff2"); unicode-range: {ranges(letters)}; }}'
    )


def main():
    found = messages()
    for old in HERE.glob("*.woff2"):
        old.unlink()
    faces = []
    for weight, number in [("regular", 400), ("bold", 700)]:
        name = f"madang-sans-{weight}-latin.woff2"
        write(name, weight, LATIN)
        # English pages have a family of their own, with a true bold.
        faces.append(face("Madang Latin", number, name, LATIN))
    faces.append(face("Madang Sans", 400, "madang-sans-regular-latin.woff2", LATIN))
    for group, letters in groups(found).items():
        name = f"madang-sans-regular-{group}.woff2"
        write(name, "regular", letters)
        # Hangul in one weight: a second would be as heavy again, and browsers embolden it well.
        faces.append(face("Madang Sans", 400, name, letters))
    text = "/* Written by cut.sh from the letters of messages/ko/*.ftl and of the selection's reports. */\n"
    (HERE / "faces.css").write_text(text + "\n".join(faces) + "\n", "utf-8")


main()
