#!/usr/bin/env bash
# Makes these records, 2026-11 and 2026-11-whole, with the program as it was in November 2026, before the rules were given folders of their own.
# It was run once and is kept to say how the files came to be: what a later program makes is another record.
#
#     make.sh PROGRAM EXAMPLES FOLDER     the program, examples/kr0018, a folder to work in
set -euo pipefail
program=$(realpath "$1") examples=$(realpath "$2") folder=$3
mkdir -p "$folder"
cd "$folder"
export MADANG_DATA=$PWD/data
flagships=kr0018-flagships

vote() { # identifier, file to begin from
    sed "s/\"vote\": \"[^\"]*\"/\"vote\": \"$1\"/" "$2" > "$1.json"
}
entry_of() { # the last entry of a kind
    "$program" export found > /dev/null
    python3 - "$1" <<'PYTHON'
import json, pathlib, sys
found, index = None, 0
for file in sorted(pathlib.Path("found/tile/entries").rglob("*")):
    if not file.is_file():
        continue
    first = int(file.parent.name[:3] if file.parent.name.endswith(".p") else file.name) * 256
    data, at, index = file.read_bytes(), 0, first
    while at < len(data):
        length = int.from_bytes(data[at:at + 2], "big")
        if json.loads(data[at + 2:at + 2 + length])["kind"] == sys.argv[1]:
            found = index if found is None else max(found, index)
        at += 2 + length
        index += 1
print(found)
PYTHON
}

# Few of the commitments, all of their kinds: an action plan, milestones, reviews.
python3 - "$examples/commitments.json" <<'PYTHON'
import json, sys
data = json.load(open(sys.argv[1]))
kept = {"KR0018", "KR0001", "KR0032", "KR0042"}
data["commitments"] = [one for one in data["commitments"] if one["id"] in kept]
for name in ["milestones", "reviews"]:
    data[name] = [one for one in data[name] if one["commitment"] in kept]
json.dump(data, open("commitments.json", "w"), ensure_ascii=False)
PYTHON
python3 - "$examples/proposals.json" <<'PYTHON'
import json, sys
data = json.load(open(sys.argv[1]))
proposals = data["proposals"] if isinstance(data, dict) else data
del proposals[24:]
json.dump(data, open("proposals.json", "w"), ensure_ascii=False)
PYTHON
python3 - "$examples/weighted" <<'PYTHON'
import csv, sys
rows = list(csv.reader(open(sys.argv[1] + "/ballots.csv")))[1:]
with open("ballots.csv", "w") as out, open("few.csv", "w") as few:
    for file in (out, few):
        print("voter_id,vote", file=file)
    for place, (voter, vote) in enumerate(rows):
        choices = [int(choice) for choice in vote.split(",")]
        if place % 10 != 9:
            # The others name proposals that are not there, so that not every ballot counts.
            choices = [(choice - 1) % 24 + 1 for choice in choices]
        choices = ",".join(str(choice) for choice in dict.fromkeys(choices))
        print(f'{voter},"{choices}"', file=out)
        if place < 5:
            print(f'{voter},"{(place * 5) % 24 + 1}"', file=few)
with open("scores.csv", "w") as out:
    rows = list(csv.reader(open(sys.argv[1] + "/scores.csv")))
    print(",".join(rows[0]), file=out)
    for row in rows[1:]:
        if int(row[2]) <= 24:
            print(",".join(row), file=out)
PYTHON

"$program" import commitments.json "$examples/programme.json" proposals.json --programme "$flagships"

# Called off while its ballots are under seal, one of them erased.
vote vote-cancelled "$examples/weighted/vote.json"
"$program" import vote-cancelled.json --programme "$flagships"
"$program" import few.csv --programme "$flagships" --vote vote-cancelled
"$program" content erase "$(entry_of ballot.cast/1)" ballot --ground erasure-request
"$program" vote cancel "$flagships" vote-cancelled --reason en="The list of candidates was wrong." --reason ko="후보 목록이 잘못되었습니다."

# Decided by experts, a committee and the public.
vote vote-weighted "$examples/weighted/vote.json"
"$program" import vote-weighted.json --programme "$flagships"
"$program" import ballots.csv scores.csv --programme "$flagships" --vote vote-weighted
"$program" select --programme "$flagships" --vote vote-weighted

"$program" key rotate

# Decided with a lot among the proposals that the first left over.
vote vote-lot "$examples/lot/vote.json"
sed -i "s/discard_ballot/drop_choice/" vote-lot.json
"$program" import vote-lot.json --programme "$flagships"
# Five voters think again: their first ballots are replaced.
"$program" import few.csv ballots.csv --programme "$flagships" --vote vote-lot
"$program" select --programme "$flagships" --vote vote-lot
"$program" select --programme "$flagships" --vote vote-lot --lot-value "3 11 15 29 35 44"

# Restricted, restricted and released, erased.
proposal=$(entry_of proposal.submitted/1)
review_by=2027-05-31
"$program" content restrict $((proposal - 1)) text --ground house-rules --review-by $review_by
"$program" content restrict $((proposal - 2)) text --ground personal-data --review-by $review_by
"$program" content release $((proposal - 2)) text
"$program" content erase $((proposal - 3)) text --ground erasure-request
person=$(entry_of body.member_appointed/1)
"$program" content restrict "$person" person --ground personal-data --review-by $review_by
"$program" content restrict $((person - 1)) person --ground order --review-by $review_by
"$program" content erase $((person - 1)) person --ground personal-data

# Still open when the record was kept.
vote vote-open "$examples/lot/vote.json"
"$program" import vote-open.json --programme "$flagships"
"$program" import few.csv --programme "$flagships" --vote vote-open

"$program" export record

# Another record, of which nothing is hidden, restricted or open: one vote, decided by experts, a committee and the public.
export MADANG_DATA=$PWD/data-whole
"$program" import commitments.json "$examples/programme.json" proposals.json vote-weighted.json --programme "$flagships"
"$program" import few.csv ballots.csv scores.csv --programme "$flagships" --vote vote-weighted
"$program" select --programme "$flagships" --vote vote-weighted
"$program" export record-whole
