report-contents = Contents
report-cost = Cost
report-count-voters = { $count ->
    [one] { $number } voter
   *[other] { $number } voters
 }
report-effective-votes = Effective votes
report-group = Group
report-none-found = none found
report-not-selected = not selected
report-not-selected-then = Would lose
report-numbers-table = The numbers as a table
report-project = Project
report-result = Result
report-round = Round
report-selected = Selected
report-selected-then = Would gain
report-selection-report = Selection report
report-skip-result = Skip to the result
report-supporters = Supporters
report-voters = Voters
