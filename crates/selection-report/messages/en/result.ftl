result-budget = Budget
result-completion-phragmen = completion, Phragmén
result-completion-votes = completion by votes
result-cost-money = Cost in money
result-costs-nothing = costs nothing
result-equal-shares = equal shares
result-equal-shares-bounded-overspending = equal shares, bounded overspending
result-greedy = greedy
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
result-phragmen = Phragmén
result-place = Place
result-proportional-approval = proportional approval
result-reserved-group = reserved for its group
result-scores = scores
result-seats = Seats
result-selected-by = Selected by
result-selected-projects-order = Selected projects in order
result-ties-decided = Ties decided
result-total-cost = Total cost
result-votes = Votes
