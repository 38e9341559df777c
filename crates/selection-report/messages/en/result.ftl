result-budget = Budget
result-phase-phragmen-completion = completion, Phragmén
result-phase-utilitarian-completion = completion by votes
result-cost-money = Cost in money
result-phase-zero-cost = costs nothing
result-phase-equal-shares = equal shares
result-phase-bounded-overspending = equal shares, bounded overspending
result-phase-greedy = greedy
result-lead = { $selected } of { $count ->
    [one] { $projects } project
   *[other] { $projects } projects
 } { $selected ->
    [one] was
   *[other] were
 } selected for { $cost } of { $budget }; { $served } of { $voters-count ->
    [one] { $voters } voter
   *[other] { $voters } voters
 } ({ $percent }) { $served-count ->
    [one] has
   *[other] have
 } at least one project they voted for.
result-lead-seats = { $selected } of { $count ->
    [one] { $projects } project
   *[other] { $projects } projects
 } { $selected ->
    [one] was
   *[other] were
 } selected for { $seats ->
    [one] { $budget } seat
   *[other] { $budget } seats
 }; { $served } of { $voters-count ->
    [one] { $voters } voter
   *[other] { $voters } voters
 } ({ $percent }) { $served-count ->
    [one] has
   *[other] have
 } at least one project they voted for.
result-phase-phragmen = Phragmén
result-place = Place
result-phase-proportional-approval = proportional approval
result-phase-reserve = reserved for its group
result-phase-scores = scores
result-seats = Seats
result-selected-by = Selected by
result-selected-projects-order = Selected projects in order
result-ties-decided = Ties decided
result-total-cost = Total cost
result-votes = Votes
