# What `madang demo` says. A message here has its like in ko/demo.ftl, with the same placeholders.

demo-directory = data directory { $place }
demo-record = record { $origin } has { $size } entries
demo-example = the example vote
demo-already = already set up; nothing is imported twice
demo-casts = casts { $voters } ballots under seal
demo-commitments = imports commitment KR0018 and the list of { $number } Korean commitments
demo-programme = creates the programme { $programme }: four service groups, { $bodies } bodies, target { $target }
demo-programme-of-vote = creates the programme { $programme } for the vote of { $file }
demo-candidates = imports { $number } candidates
demo-rule = fixes the selection rule on the record, before any ballot
demo-opens = opens the vote { $vote } ({ $ballots })
demo-closes = closes the vote, opens the ballots and runs the selection
demo-selected = selected { $selected } of { $candidates } candidates from { $counted } counted ballots ({ $not } did not count)
demo-operator = says on the record who runs it
demo-voices = receives { $number } voices, all of them invented
demo-needs = groups them by { $number } needs, splits one and merges two
demo-answers = gives { $number } answers to voices and proposals, invented too
