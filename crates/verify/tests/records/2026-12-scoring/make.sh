#!/usr/bin/env bash
# Makes this record with the program as it was when bodies with seats could first score by criteria. It was run once and is kept to say how
# the files came to be: what a later program makes is another record.
#
#     make.sh PROGRAM REPOSITORY FOLDER     the program, the repository, a folder to work in that is not there yet
#
# An example of the store does what is recorded, by a clock of its own, since weeks pass in it.
set -euo pipefail
program=$(realpath "$1") repository=$(realpath "$2")
mkdir "$3"
folder=$(realpath "$3")
(cd "$repository" && cargo run --quiet -p madang-store --example keep_scoring -- "$folder")
chmod -R go-rwx "$folder"
cp "$folder/keys/log.key" "$folder/data/log.key"
"$program" export "$folder/record" --data "$folder/data" --origin example.org/madang
