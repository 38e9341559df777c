# What `madang convert` says. A message here has its like in ko/convert.ftl, with the same placeholders.

convert-no-format = { $file }: the name says no format: let it end in .pb, .json or .csv
convert-ballots-to = { $file } is to be the table of projects: say where the table of ballots goes, with --ballots-to FILE.csv
convert-left-out = { $file } has no place for { $what }: left out
convert-budget = the budget (state it with --budget)
convert-metadata = the metadata
convert-number = the number of projects to select (state it with --number)
convert-scores = score sheets (state them with --scores)
convert-twice = metadata keys that stand twice, but for the first
convert-stated = { $option } goes with CSV tables, which do not state it, but { $file } is none: leave it out
