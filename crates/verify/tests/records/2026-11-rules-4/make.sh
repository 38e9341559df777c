#!/usr/bin/env bash
# Makes this record with the program as it was when rules 4 began. It was run once and is kept to say how the files came to be: what a
# later program makes is another record.
#
#     make.sh PROGRAM EXAMPLES FOLDER     the program, examples/kr0018, a folder to work in
#
# Needs libfaketime, since the value of a lot and the end of an announced vote are an hour and more away.
set -euo pipefail
program=$(realpath "$1") examples=$(realpath "$2") folder=$3
mkdir -p "$folder"
cd "$folder"
export MADANG_DATA=$PWD/data
flagships=kr0018-flagships
faketime=$(ls /usr/lib/*/faketime/libfaketime.so.1 | head -n 1)

at() { # by how much later, then a command
    local ahead=$1
    shift
    LD_PRELOAD=$faketime FAKETIME=$ahead FAKETIME_DONT_FAKE_MONOTONIC=1 "$@"
}
vote() { # identifier, file to begin from
    sed "s/\"vote\": \"[^\"]*\"/\"vote\": \"$1\"/" "$2" > "$1.json"
}
entry_of() { # the last entry of a kind
    rm -rf found
    "$program" export found > /dev/null 2>&1
    python3 - "$1" <<'PYTHON'
import json, pathlib, sys
found = None
for file in sorted(pathlib.Path("found/tile/entries").rglob("*")):
    if not file.is_file():
        continue
    index = int(file.parent.name[:3] if file.parent.name.endswith(".p") else file.name) * 256
    data, at = file.read_bytes(), 0
    while at < len(data):
        length = int.from_bytes(data[at:at + 2], "big")
        if json.loads(data[at + 2:at + 2 + length])["kind"] == sys.argv[1]:
            found = index if found is None else max(found, index)
        at += 2 + length
        index += 1
print(found)
PYTHON
}

# Few of the commitments, all of their kinds; and one whose words are put right.
python3 - "$examples/commitments.json" <<'PYTHON'
import json, sys
data = json.load(open(sys.argv[1]))
kept = {"KR0018", "KR0001"}
data["commitments"] = [one for one in data["commitments"] if one["id"] in kept]
for name in ["milestones", "reviews"]:
    data[name] = [one for one in data[name] if one["commitment"] in kept]
json.dump(data, open("commitments.json", "w"), ensure_ascii=False)
PYTHON
python3 - "$examples/proposals.json" <<'PYTHON'
import json, sys
data = json.load(open(sys.argv[1]))
proposals = data["proposals"] if isinstance(data, dict) else data
del proposals[14:]
json.dump(data, open("proposals.json", "w"), ensure_ascii=False)
amended = json.loads(json.dumps(data))
proposals = amended["proposals"] if isinstance(amended, dict) else amended
del proposals[1:]
proposals[0]["title"]["en"] += ", amended"
json.dump(amended, open("amended.json", "w"), ensure_ascii=False)
PYTHON
python3 - "$examples/weighted" <<'PYTHON'
import csv, sys
rows = list(csv.reader(open(sys.argv[1] + "/ballots.csv")))[1:21]
with open("ballots.csv", "w") as out, open("again.csv", "w") as again:
    for file in (out, again):
        print("voter_id,vote", file=file)
    for place, (voter, vote) in enumerate(rows):
        choices = [(int(choice) - 1) % 12 + 1 for choice in vote.split(",")]
        choices = ",".join(str(choice) for choice in dict.fromkeys(choices))
        print(f'{voter},"{choices}"', file=out)
        if place < 6:
            print(f'{voter},"{(place * 5) % 12 + 1}"', file=again)
with open("scores.csv", "w") as out:
    rows = list(csv.reader(open(sys.argv[1] + "/scores.csv")))
    print(",".join(rows[0]), file=out)
    for row in rows[1:]:
        if int(row[2]) < 14 and row[1] != "member-13":
            print(",".join(row), file=out)
PYTHON

"$program" import commitments.json "$examples/programme.json" proposals.json --programme "$flagships"
"$program" proposal amend "$flagships" amended.json --reason en="The title was cut." --reason ko="제목이 잘려 있었습니다."
"$program" proposal withdraw "$flagships" 14
"$program" body member leave "$flagships" expert-panel member-13

# Called off while its ballots are under seal.
vote vote-cancelled "$examples/lot/vote.json"
"$program" import vote-cancelled.json again.csv --programme "$flagships" --vote vote-cancelled
"$program" vote cancel "$flagships" vote-cancelled --reason en="The list of candidates was wrong."

# Decided by experts, a committee and the public.
vote vote-weighted "$examples/weighted/vote.json"
sed -i 's/"number": 10/"number": 4/' vote-weighted.json
"$program" import vote-weighted.json ballots.csv scores.csv --programme "$flagships" --vote vote-weighted --accept all
"$program" select --programme "$flagships" --vote vote-weighted --yes

# A vote on what is left, which is announced; six think again, a ballot is taken out, and a lot decides.
now=$(date -u +%s)
stamp() { date -u -d "@$((now + $1))" +%Y-%m-%dT%H:%M:%SZ; }
"$program" vote schedule "$flagships" vote-lot --title en="First vote" --title ko="첫 투표" --opens "$(stamp 120)" --closes "$(stamp 1500)"
vote vote-lot "$examples/lot/vote.json"
sed -i 's/discard_ballot/drop_choice/; s/"number": 10/"number": 4/; s/"vote": "vote-lot",/"vote": "vote-lot", "grain_minutes": 30,/' vote-lot.json
at +3m "$program" import vote-lot.json again.csv ballots.csv --programme "$flagships" --vote vote-lot --accept all
at +4m "$program" vote exclude "$flagships" vote-lot "$(entry_of ballot.cast/1)" --ground erasure-request
at +26m "$program" select --programme "$flagships" --vote vote-lot --yes
at +95m "$program" select --programme "$flagships" --vote vote-lot --lot-value "3 11 15 29 35 44" --yes

at +96m "$program" key rotate

# Restricted, restricted and released, erased.
proposal=$(entry_of proposal.submitted/1)
review_by=2027-05-31
at +99m "$program" content restrict $((proposal - 1)) text --ground house-rules --review-by $review_by
at +99m "$program" content restrict $((proposal - 2)) text --ground personal-data --review-by $review_by
at +100m "$program" content release $((proposal - 2)) text
at +100m "$program" content erase $((proposal - 3)) text --ground erasure-request

# Still open when the record was kept.
vote vote-open "$examples/lot/vote.json"
at +101m "$program" import vote-open.json again.csv --programme "$flagships" --vote vote-open --accept all

"$program" export record
