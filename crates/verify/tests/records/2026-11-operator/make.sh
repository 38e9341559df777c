#!/usr/bin/env bash
# Makes this record with the program as it was when an operator could first say on the record who they are. It was run once and is kept to
# say how the files came to be: what a later program makes is another record.
#
#     make.sh PROGRAM REPOSITORY FOLDER     the program, the repository, a folder to work in that is not there yet
#
# It begins from the kept database of 2026-11, so that there are rules to adopt; no command of the program puts a commitment right, so that an
# example of the store does what is recorded.
set -euo pipefail
program=$(realpath "$1") repository=$(realpath "$2")
mkdir "$3"
folder=$(realpath "$3")
(cd "$repository" && cargo run --quiet -p madang-store --example keep_record -- "$folder")
chmod -R go-rwx "$folder"
cp "$folder/keys/log.key" "$folder/data/log.key"
"$program" export "$folder/record" --data "$folder/data" --origin example.org/madang
