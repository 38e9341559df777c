audits-aimed-at = The rule aims at this.
audits-closest = { $count ->
    [one] Closest: { $voters } supporter of { $project }. Their shares come to { $money }; they would need { $needed }.
   *[other] Closest: { $voters } supporters of { $project }. Their shares come to { $money }; they would need { $needed }.
 }
audits-closest-none = No other project has such supporters.
audits-definition-ejr = Extended justified representation (Aziz et al. 2017), unit costs: in every group whose shares pay for l seats and who all list the same l projects, someone has at least l selected projects.
audits-definition-ejr-plus = EJR+ (Brill, Peters 2023), unit costs: in every group whose shares pay for l seats and who all list one project that was not selected, someone has at least l selected projects.
audits-definition-ejr-plus-cardinality = EJR+ up to one project, satisfaction by number (Brill, Peters 2023): in every group who all list a project that was not selected, someone has so many selected projects that this number plus one, times the project's cost, is more than the group's shares of the budget.
audits-definition-ejr-plus-cost = EJR+ up to one project, satisfaction by cost (Brill, Peters 2023): in every group who all list a project that was not selected and whose shares of the budget pay for it, someone has selected projects which together with it cost more than the group's shares.
audits-definition-jr = Justified representation (Aziz, Brill, Conitzer, Elkind, Freeman, Walsh 2017; with costs as in Aziz, Lee, Talmon 2018): no group of voters who all list a project that was not selected, whose shares of the budget together pay for it, is left without any selected project.
audits-definition-priceability = Priceability (Peters, Skowron 2020; with costs: Peters, Pierczyński, Skowron 2021, and conditions C1 to C5 of Peters, Pierczyński, Shah, Skowron 2021): with equal endowments of together at least the budget, voters can pay for exactly the selected projects, each paying only for what they list, so that the supporters of no other project have more than its cost left.
audits-definition-within-limits = The selected projects cost at most the budget and are at most as many as the number.
audits-deprived = { $count ->
    [one] { $voters } voter lists { $projects }. Their shares come to { $money } and they needed { $needed }, but none of them has more than { $most }.
   *[other] { $voters } voters all list { $projects }. Their shares come to { $money } and they needed { $needed }, but none of them has more than { $most }.
 }
audits-deprived-of-all = { $count ->
    [one] { $voters } voter lists { $projects }. Their shares come to { $money } and they needed { $needed }, but none of them got anything that they chose.
   *[other] { $voters } voters all list { $projects }. Their shares come to { $money } and they needed { $needed }, but none of them got anything that they chose.
 }
audits-name-ejr-plus-cost = EJR+ up to one project, by cost
audits-name-ejr-plus-cardinality = EJR+ up to one project, by number
audits-exhausted = Sets of projects gone through: { $sets }
audits-name-ejr = Extended justified representation (EJR)
audits-name-ejr-plus = EJR+
audits-follows-from = It follows from { $check }
audits-found-by-flows = the mean of maximum flows
audits-found-by-none = having no voters
audits-found-by-shares = running equal shares on the outcome alone
audits-holds = met
audits-name-jr = Justified representation (JR)
audits-no-prices = It cannot. However the selected projects are paid for, the supporters of { $projects } keep (weighted) at least { $left }, more than the cost { $cost }.
audits-nobody-pays = It cannot: nobody chose { $projects }, so nobody can pay for it
audits-not-aimed-at = The rule does not aim at this.
audits-note-number-binds = The limit on the number of projects is what binds: it was reached with money left for more, and this check measures shares of the whole budget.
audits-plain-ejr = Whether large groups who chose the same projects got as many as their size calls for.
audits-plain-ejr-plus = Whether in every group who chose one project someone got as many as its size calls for.
audits-plain-ejr-plus-cardinality = Whether every group who chose one project got as many projects as its shares are worth, up to one.
audits-plain-ejr-plus-cost = Whether every group who chose one project got projects whose cost is worth its shares, up to one project.
audits-plain-jr = Whether there are people who chose the same project, could have paid for it with their shares of the budget, and got nothing at all.
audits-plain-priceability = Whether the result can be explained by equal shares that each voter spends on what the voter chose.
audits-plain-within-limits = Whether cost and number of the selected projects are within the limits.
audits-name-priceability = Priceability
audits-prices = It can. With { $endowment } for each voter, spent only on what the voter chose, the selected projects are paid for exactly (found by { $how }).
audits-prices-left-out = It can. With { $endowment } for each voter, spent only on what the voter chose, the selected projects are paid for exactly (found by { $how }). The payments are too many to be written out: only the audit made again confirms this.
audits-question = Is any group of voters left without what its share of the budget could pay for? Everything here is computed exactly, not estimated.
audits-so-many = { $number } of the selected projects
audits-theory = The definition
audits-title = Audits
audits-totals = { $count ->
    [one] { $number } project; { $cost } / { $budget }
   *[other] { $number } projects; { $cost } / { $budget }
 }
audits-totals-of = { $number } / { $most } { FORM($most, "project/projects") }; { $cost } / { $budget }
audits-undecided = undecided
audits-violated = not met
audits-name-within-limits = Within budget and number
audits-worth = selected projects worth { $amount }
audits-bound-sets = sets of { $size } { FORM($size, "project/projects") } were still being gone through after { $ballots } { FORM($ballots, "ballot/ballots") }; deciding EJR is coNP-complete (EJR+, which is stronger, is decided)
audits-bound-flows = neither payments nor a counterexample in 400 flows: it is a close call
audits-bound-too-many = more than 1500 projects are selected: too many for the exact flow
audits-bound-too-large = amounts times voters are above 10^35: too large for the exact flow
audits-bound-too-much = the flow took more than 200 million steps
audits-aim-replaced = The rule aims at this, but the final comparison put the outcome by most votes in the place of its own.
audits-aim-bounded = The rule aims at this, but the bounds of groups come first, so that it does not promise it.
