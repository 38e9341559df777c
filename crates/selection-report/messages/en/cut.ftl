cut-approvals-more = Approvals more
cut-ballots = ballots
cut-cheaper = Cheaper by
cut-dash-stands-change-does = A dash stands where a change does not apply.
cut-how-added-approvals = Distinct ballots that do not list the project are taken in turn, those with fewest selected projects first, among equals in canonical order; of each as many voters as are still to be changed list the project too.
cut-how-added-ballots = So many more voters come; each lists the project alone (on ballots with points: with the most points that any ballot gives any project; on rankings whose last place gets nothing: before the first of the other projects by id).
cut-how-removed-ballots = Distinct ballots that list the project are taken in turn, those that list fewest projects first, among equals in canonical order; of each as many voters as are still to go stay away.
cut-nearest-weights-change-set = Nearest weights that change the set
cut-not-everything-could-tried = Not everything could be tried; with some changes the rule cannot be applied:
cut-other-weight = Other weight
cut-part-lose = selected: voters to lose
cut-part-more = not selected: voters more
cut-place = Place
cut-project-around-cut-fewest = For each project around the cut: the fewest voters found whose staying away would have lost it, or whose support would have won it.
cut-question-mark-stands-runs = A question mark stands where the runs ended before a change was found.
cut-selected = selected
cut-smallest-added-approvals = { $count ->
    [one] The smallest change found: { $voters } voter listing { $project } as well.
   *[other] The smallest change found: { $voters } voters listing { $project } as well.
 }
cut-smallest-added-ballots = { $count ->
    [one] The smallest change found: { $voters } more voter who lists only { $project }.
   *[other] The smallest change found: { $voters } more voters who list only { $project }.
 }
cut-smallest-removed-ballots = { $count ->
    [one] The smallest change found: { $voters } voter of { $project } staying away.
   *[other] The smallest change found: { $voters } voters of { $project } staying away.
 }
cut-title = Around the cut
cut-verified = Each number was verified by running the rule with it and with one less: { $runs } { FORM($runs, "run/runs") }, at most { $most }. Smaller changes may exist where the rule is not monotone.
cut-voice = Voice
cut-voters-decide = Voters that decide
cut-voters-more = Voters more
cut-voters-to-lose = Voters to lose
cut-weight = Weight
cut-which-ballots-change = Which ballots change
