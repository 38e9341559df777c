# What `madang compare` says. A message here has its like in ko/compare.ftl, with the same placeholders.

compare-step = --step 0 never raises an endowment: name an amount above zero
compare-compared = rules compared
compare-rule = rule
compare-selected = selected
compare-cost = cost
compare-voters = voters%
compare-mean = mean
compare-prices = prices
compare-yes = yes
compare-no = no
compare-common = projects in common (row and column: the rules above)
compare-always = selected by every rule: { $projects }
compare-contested = selected by some (how many): { $projects }
