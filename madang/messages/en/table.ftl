# What `madang select FILE` as a table says. A message here has its like in ko/table.ftl, with the same placeholders.

table-voices = voices left out
table-runs = runs around the cut
table-round = round
table-phase = phase
table-id = id
table-cost = cost
table-votes = votes
table-value = value
table-name = name
table-not-selected = not selected, most votes first:
table-more = and { $more } more
table-total =
    { $selected } selected, total cost { $cost } of { $budget }, { $voters } { $voters ->
        [one] voter
       *[other] voters
     }
table-total-seats =
    { $selected } selected of { $seats } { FORM($seats, "seat/seats") }, which cost { $cost } in money, { $voters } { $voters ->
        [one] voter
       *[other] voters
     }
table-tie = tie in round { $round }: { $projects } (decided by { $by })
table-tied-more = { $projects } and { $more } more
table-pot = pot { $group }: { $what }
table-endowment =
    endowment { $last } per voter after { $raises } { $raises ->
        [one] raise
       *[other] raises
     } (first { $first })
table-compared-kept = comparison: { $own } { FORM($own, "voter prefers/voters prefer") } this outcome, { $other } the other; kept
table-compared-other = comparison: { $own } { FORM($own, "voter prefers/voters prefer") } this outcome, { $other } the other; the other was taken
table-stopped-by = { $project } did not fit
table-too-dear = { $amount } too dear
table-kept-for = the group: { $groups }
table-short = { $amount } missing in the end
table-approvals = { $number } more choosing it would have been enough (verified)
table-ballots = { $number } new { FORM($number, "ballot/ballots") } for it alone would have been enough (verified)
table-supporters = { $number } more of the voters whose share was unused would have been enough
