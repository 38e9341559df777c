input-at-least = At least
input-at-most = At most
input-bounds-groups = Bounds of groups
input-decided = Decided by
input-digest-input-sha-256 = Digest of the input (SHA-256)
input-doubtful-input = What was doubtful in the input
input-endowment-per-voter = Endowment per voter
input-final-comparison-voters-who = Final comparison, voters who prefer this outcome / greedy
input-id = id
input-kept = kept
input-lot = lot
input-lowest-cost = lowest cost
input-met = met
input-most-votes = most votes
input-not-met = not met
input-other-taken = the other was taken
input-raises = { $count ->
    [one] { $number } raise
   *[other] { $number } raises
 }
input-rule-full = The rule, in full
input-there-no-tie = There was no tie.
input-tied-and-more = { $names }; and { $more } more
input-tied-projects-first-taken = Tied projects, the first was taken
input-ties = Ties
input-title = Ties, rule and input
