# What commands of files of ballots says. A message here has its like in ko/ballots.ftl, with the same placeholders.

ballots-csv-only = { $option } goes with a CSV table of projects, but { $file } is none: leave it out
ballots-reading = reading { $file }
ballots-reading-input = reading standard input
ballots-bytes = bytes read
ballots-table-alone = { $file } is a table of projects: name the table of ballots too, with --ballots FILE.csv (columns voter_id,vote), and say --budget AMOUNT or --number COUNT
ballots-directory = { $file } is a directory: name a .pb, .csv or .json file
ballots-note = note
ballots-such-as = such as { $example }
