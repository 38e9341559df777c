#!/usr/bin/env bash
# Makes this record with the program as it was when a proposal could first be taken back with a reason on the record. It was run once and is
# kept to say how the files came to be: what a later program makes is another record.
#
#     make.sh PROGRAM FOLDER     the program, a folder to work in that is not there yet
set -euo pipefail
program=$(realpath "$1")
mkdir "$2"
folder=$(realpath "$2")
export LC_ALL=C MADANG_DATA=$folder/data MADANG_ACTOR=innovation-division
"$program" new "$folder/youth"
cd "$folder/youth"
"$program" import programme.json proposals.csv --origin example.org/madang
"$program" proposal withdraw youth-2026 3 --reason en="Merged with the proposal on working days." --reason ko="1번 제안에 합쳤습니다."
"$program" proposal withdraw youth-2026 2 --reason en="The health office does it already."
"$program" export "$folder/record"
mkdir "$folder/keys"
cp "$MADANG_DATA/log.key" "$folder/keys/log.key"
