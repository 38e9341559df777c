rounds-axis = round
rounds-compared-bounded-overspending = bounded overspending: that price divided by the part of the cost that supporters can pay, the smallest first
rounds-budget-left = Budget left
rounds-cost-divided-largest-payment = The cost divided by the largest payment: as many voters paying that much would pay for it alone.
rounds-description = The budget falls from { $first } to { $last } over { $count ->
    [one] { $number } round
   *[other] { $number } rounds
 }.
rounds-does-not-apply-nothing = does not apply: nothing was paid, or there was no other project.
rounds-compared-equal-shares = equal shares: the price its supporters pay per unit of utility, the smallest first
rounds-every-round-price-payers = Every round: price, payers, next best
rounds-compared-greedy = greedy and completion by votes: the utility of all supporters per unit of cost, the largest first (the votes where utility is the cost)
rounds-largest-payment = Largest payment
rounds-left-budget = Budget left after each round
rounds-left-seats = Seats left after each round
rounds-money-counts-smallest-unit = Money in it counts in the smallest unit.
rounds-next-best = Next best
rounds-compared-zero-cost = nothing where a project costs nothing
rounds-paid-full = Paid in full
rounds-paid-nothing = Paid nothing
rounds-paid-part = Paid in part
rounds-part-in-full = paid in full
rounds-part-in-part = paid all they had left
rounds-part-nothing = had nothing left
rounds-compared-phragmen = Phragmén and places kept for a group: what each supporter would carry of the costs afterwards, the smallest first
rounds-project-how-many-supporters = For each project how many supporters paid the full price, all they had left, or nothing. The table of rounds above has the numbers.
rounds-compared-proportional-approval = proportional approval: votes, each divided by one more than the selected projects on its ballot, the largest first
rounds-compared-scores = scores: the weighted mean of ballots and bodies, the largest first
rounds-supporters-they-paid = Supporters by what they paid
rounds-title = Rounds
rounds-value-compared = Value compared
rounds-compared-utilitarian-completion = { rounds-compared-greedy }
rounds-compared-phragmen-completion = { rounds-compared-phragmen }
rounds-compared-reserve = { rounds-compared-phragmen }
