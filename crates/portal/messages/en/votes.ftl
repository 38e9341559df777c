vote-count-selected = { $number } selected
vote-selected = Selected
vote = Vote
vote-opened = Opened
vote-closed = Closed
vote-ballots-opened = Ballots opened
vote-ballots = Ballots
vote-result = Result
vote-still-open = still open
vote-sealed = under seal
vote-no-result = none yet
vote-cancelled = Cancelled: nothing selected
vote-name = Vote { $id }
vote-why-selected = It was selected as number { $number }.
vote-why-money-behind = Its supporters had { $amount } left between them in the end.
vote-why-short-by = That is { $amount } short of its cost.
vote-why-supporters-short = { $count ->
    [one] One more vote, from someone whose share was unused, would have been enough.
   *[other] { $number } more votes, from people whose shares were unused, would have been enough; one less would not.
}
vote-why-over-budget = It cost { $amount } more than there was.
vote-why-over-left = When its turn came { $left } of the budget was left, { $amount } short of its cost.
vote-why-kept-for = The lower bound of { $groups } would have gone out of reach.
vote-why-stopped-by = The selection ended at a proposal that did not fit into what was left of the budget:
vote-why-supporters-paid = What its supporters paid for other, selected proposals
vote-why-paid = Paid
vote-why-unknown = The record gives no reason.
vote-why-not-public = The content that holds the explanation is not public.
vote-reason-no-support = Nobody chose it.
vote-reason-above-budget = It costs more than the whole budget.
vote-reason-no-points = It got no points: nobody chose it, or only at places that give none.
vote-reason-no-seats = The number of proposals to select is zero.
vote-reason-no-pot = The budget is divided among groups, and its group has no part of it.
vote-reason-does-not-fit = It did not fit into what was left of the budget.
vote-reason-too-little-money = Its supporters could not pay for it with what they had left.
vote-reason-number-reached = Others came before it until the number of proposals was reached.
vote-reason-stopped = The selection ended before its turn, because a proposal that came first did not fit.
vote-reason-reserved = It was kept out so that another group could still have its lower bound.
vote-reason-outranked = Others came before it, and then the selection was over.
vote-reason-below-threshold = It stayed below the least that the rule asks for.
vote-reason-quota = Its group had reached its upper bound, or has no part of the budget.
vote-reason-comparison = The final comparison preferred the other outcome.
vote-phase-zero-cost = It costs nothing and has supporters, so it came first.
vote-phase-equal-shares = Its supporters shared its cost by the method of equal shares.
vote-phase-bounded-overspending = Its supporters shared its cost by the method of equal shares with bounded overspending.
vote-phase-greedy = It was selected in the order of votes.
vote-phase-phragmen = It was selected by Phragmén's rule.
vote-phase-proportional-approval = It was selected by proportional approval voting.
vote-phase-scores = It was selected in the order of weighted scores.
vote-phase-utilitarian-completion = It was selected when the rest of the budget was filled in the order of votes.
vote-phase-phragmen-completion = It was selected when the rest of the budget was filled by Phragmén's rule.
vote-phase-reserve = It was selected to fill a place of a group below its lower bound.
vote-selection-title = Selection
vote-selection-page-title = { $title } – { $programme }
vote-selection-lead = The rule, fixed before the first ballot, is public, and so is every ballot. Anyone can count again.
vote-selection-no-vote = No vote has been opened yet.
vote-selection-not-yet = The selection is not published yet.
vote-cancelled-notice = This vote was called off: nothing is selected by it.
vote-cancelled-why = Reason:
vote-selection-other-votes = All votes of this programme
vote-column-id = The proposal's identifier
vote-column-cost = Cost in the currency's main unit
vote-column-name = Title
vote-column-group = Service group
vote-column-audience = Audiences, parted by |
vote-column-selected = 1 where it was selected, else 0
vote-column-place = Place in the order of selection, from 1
vote-column-votes = Votes
vote-column-value = What the rule compared proposals by; by rule a score, votes, or what supporters got for one of cost
vote-column-weighted-score = The weighted score, where the rule goes by scores
vote-column-score-parts = What each voice adds to the weighted score, parted by |: the citizens' vote as ballots, else the body
vote-column-reason = Why it was not selected, as a code
vote-column-short-by = By how much its supporters' money falls short of its cost
vote-column-over-budget = By how much it costs more than was left
vote-column-entry = Its entry on record
vote-column-body = The body that scored
vote-column-expert = The member who scored
vote-column-score = Score
vote-column-voter = The voter's pseudonym, for this vote only
vote-column-choices = Identifiers of the choices, parted by |; best first in a ranking
vote-column-points = Points for each choice, parted by |
vote-result-selected = Selected
vote-result-cost = Total cost
vote-result-budget = Budget
vote-result-cast = Ballots received
vote-result-voters = Ballots counted
vote-result-caption = Selected proposals in the order of selection
vote-result-place = Place
vote-result-votes = Votes
vote-result-endowment = { $about ->
    [about] Each voter's share began at about { $first } and was raised { $raises } { FORM($raises, "time/times") } to about { $last }.
   *[other] Each voter's share began at { $first } and was raised { $raises } { FORM($raises, "time/times") } to { $last }.
}
vote-result-endowment-fixed = { $about ->
    [about] Each voter's share is about { $first }.
   *[other] Each voter's share is { $first }.
}
vote-stopped-next-infeasible = One more raise would have gone over the budget.
vote-stopped-exhaustive = Nothing more fitted.
vote-stopped-all-selected = Everything that can be selected was.
vote-stopped-number-reached = The number was reached.
vote-stopped-bound = No further raise changed anything.
vote-result-comparison = Compared with the { $number } { FORM($number, "proposal/proposals") } that most votes alone would select, { $own } { FORM($own, "voter does/voters do") } better under this rule and { $other } under most votes.
vote-result-comparison-kept = So the outcome of this rule stands.
vote-result-comparison-replaced = So the outcome by most votes took its place.
vote-result-projects = Every candidate, and why
vote-result-projects-text = What became of each candidate and for what reason. Follow a proposal for the full explanation.
vote-result-projects-caption = What became of every candidate
vote-result-fate = Result and reason
vote-result-people = People who gave it points
vote-result-points = Points together
vote-result-missing = Money missing
vote-result-round = as number { $number }
vote-result-more = { $shown } of { $number } { FORM($number, "candidate/candidates") } { FORM($shown, "is/are") } shown; the JSON has all.
vote-result-rounds = { $count ->
    [one] Show the { $number } round
   *[other] Show the { $number } rounds
}
vote-result-ties = { $count ->
    [one] Show the { $number } tie
   *[other] Show the { $number } ties
}
vote-result-tied-more = { $count ->
    [one] and { $number } more
   *[other] and { $number } more
}
vote-result-tie = The tie in round { $round } was decided by { $step }:
vote-tie-lowest-cost = the lowest cost
vote-tie-most-votes = the most votes
vote-tie-lot = the lot
vote-tie-id = the order of numbers
vote-result-json = The whole computation (JSON)
vote-rounds-caption = One proposal a round, in the order of selection
vote-rounds-chart = Budget left after each round
vote-rounds-chart-text = After { $rounds } { FORM($rounds, "round/rounds") } { $last } of { $first } is left.
vote-rounds-largest = Most that one voter paid
vote-rounds-effective = Effective votes
vote-rounds-full = Paid in full
vote-rounds-part = Paid in part
vote-rounds-nothing = Had nothing left
vote-rounds-runner-up = Would have been next
vote-quotas-caption = Bounds of the service groups
vote-quotas-least = Least
vote-quotas-most = Most
vote-rule-title = The rule
vote-rule-fixed = It was fixed in
vote-rule-before-vote = The vote opened after that, and no ballot can be cast before its vote opens:
vote-rule-json = The rule in full (JSON, as on record)
vote-rule-budget = The budget is { $amount }.
vote-rule-number = { $count ->
    [one] { $number } proposal is selected.
   *[other] { $number } proposals are selected.
}
vote-rule-unit-costs = Every proposal takes one place, whatever it costs.
vote-rule-greedy = Proposals are taken in the order of their votes.
vote-rule-fit-skip = A proposal that does not fit into what is left is passed over.
vote-rule-fit-stop = The first proposal that does not fit into what is left ends the selection.
vote-rule-equal-shares = Method of equal shares: the budget is divided equally among the voters, and the supporters of a proposal pay for it together out of their shares.
vote-rule-equal-shares-order = The proposal that its supporters can buy at the lowest price to each comes first, then the next, until no supporters can pay for theirs.
vote-rule-bounded-overspending = Method of equal shares with bounded overspending: the budget is divided equally among the voters; where the shares of its supporters do not cover a proposal, it can still be selected, and what is missing is taken from the budget of all.
vote-rule-bounded-overspending-order = The proposal comes first whose supporters get the most for each unit of their shares, counting what is missing against it.
vote-rule-phragmen = Phragmén's rule: supporters carry the load of what is selected, and each next choice keeps the heaviest load lightest.
vote-rule-proportional-approval = Proportional approval voting: the more of a voter's proposals are selected, the less that voter's ballot weighs for the next.
vote-rule-scores = By weighted scores: the ballots weigh { $ballots }.
vote-rule-scores-body = The scores of { $body } weigh { $weight }.
vote-rule-scores-scale = The scores of a member are divided by the top of the scale, { $top }, so that they lie between 0 and 1.
vote-rule-scores-highest = The scores of a member are divided by the highest that the member gave, so that they lie between 0 and 1.
vote-rule-scores-range = The lowest score that a member gave counts as 0 and the highest as 1, the others in between.
vote-rule-scores-rank = The scores of a member count only as an order: as the share of the proposals that the member gave a lower score, equal ones counting half.
vote-rule-scores-mean = The score of a body is the mean over its members who handed in a score sheet. Members who handed in none are not counted; a proposal that is missing on a sheet counts as 0 there.
vote-rule-unknown = This page has no words for this method. See the JSON below.
vote-rule-utility-cost = A proposal is worth its cost to a voter who chooses it.
vote-rule-utility-cardinality = A proposal is worth the same to a voter who chooses it, whatever it costs.
vote-rule-utility-points = A proposal is worth to a voter the points that the voter gave it.
vote-rule-utility-points-cost = A proposal is worth to a voter the points that the voter gave it times its cost.
vote-rule-utility-places = A proposal's worth to a voter follows from its place on the voter's ranking.
vote-rule-add-one = Where money is left, each voter's share is raised by { $step } and everything is computed again.
vote-rule-add-one-integral = Where money is left, each voter's share (first rounded down to a whole amount) is raised by { $step } and everything is computed again.
vote-rule-budget-increase = Where money is left, everything is computed again as if the budget were { $percent }% larger.
vote-rule-stop-infeasible = This ends when the next outcome would go over the budget; the last one that does not counts.
vote-rule-stop-exhaustive-all = This ends when nothing more fits or the next outcome would go over the budget.
vote-rule-stop-exhaustive-supported = This ends when nothing more that has a supporter fits or the next outcome would go over the budget.
vote-rule-complete-votes = What is left of the budget is filled in the order of votes.
vote-rule-complete-phragmen = What is left of the budget is filled by Phragmén's rule.
vote-rule-comparison-greedy = At the end the outcome is compared with that by most votes, and gives way to it if more voters get more of their proposals there.
vote-rule-ties-id = Ties are decided by the order of numbers.
vote-rule-ties-cost-votes = Ties are decided by the lowest cost, then the most votes, then the order of numbers.
vote-rule-ties-lot = Ties are decided by a lot drawn in a way promised beforehand.
vote-rule-ties-cost-votes-lot = Ties are decided by the lowest cost, then the most votes, then by lot.
vote-lot-title = The lot
vote-lot-text = Ties that remain are decided by a lot drawn from two things: a secret seed, whose hash was fixed before the vote, and a public value that nobody could know before the vote closed. Whether this is the value that was drawn is not on the record: compare it with where it was published.
vote-lot-seed-hash = Hash of the seed (SHA-256)
vote-lot-public-value = Public value
vote-lot-seed = Seed
vote-lot-value = The value that appeared
vote-rule-quotas-pots = Each service group has a budget of its own.
vote-rule-quotas-caps = Once a group has reached its upper bound, its other proposals drop out.
vote-rule-quotas-reserve = Upper bounds of groups are kept, and places are held so that every group can reach its lower bound.
vote-rule-quota-least-number = { $group }: at least { $number }
vote-rule-quota-most-number = { $group }: at most { $number }
vote-rule-quota-least-money = { $group }: at least { $amount }
vote-rule-quota-most-money = { $group }: at most { $amount }
vote-course = Course of the vote
vote-candidates = Candidates
vote-published = Selection published
vote-digest = Digest of the input (SHA-256)
vote-ballot-rule = How ballots are read
vote-ballot-approval = A ballot lists proposals, in no order.
vote-ballot-cumulative = A ballot spreads points over proposals.
vote-ballot-scoring = A ballot gives points to each proposal on its own.
vote-ballot-ordinal = A ballot ranks proposals.
vote-ballots-least = It must list at least { $number }.
vote-ballots-most = It may list at most { $number }.
vote-ballots-cost = The proposals on it may cost at most { $amount } together.
vote-ballots-points = Its points may add up to at most { $number }.
vote-ballots-unknown-discard = A ballot that names what is not a candidate does not count.
vote-ballots-unknown-drop = What is not a candidate is left out, the rest of the ballot counts.
vote-ballots-repeated-first = Of several ballots by one voter the first counts.
vote-ballots-repeated-last = Of several ballots by one voter the last counts.
vote-ballots-repeated-none = Of several ballots by one voter none counts.
vote-tally-title = Which ballots counted
vote-tally-caption = Tally report
vote-tally-what = Ballots
vote-tally-number = Number
vote-tally-cast = Ballots cast
vote-tally-counted = Counted
vote-tally-repeated = Another ballot of the same voter decides
vote-tally-unknown = Names what is not a candidate
vote-tally-repeated-choice = Names a proposal twice
vote-tally-empty = Empty
vote-tally-too-few = Too few choices
vote-tally-too-many = Too many choices
vote-tally-over-cost = Costs over the limit
vote-tally-over-points = Points over the limit
vote-tally-dropped = Choices left out of counted ballots (choices, not ballots)
vote-ballots-title = Download the ballots
vote-ballots-text = These are the ballots that were opened. JSON has all of them, also those that do not count; CSV and the Pabulib file have those that count. A ballot that a later one replaced is never opened. They do not say who voted, only a pseudonym that is used in this vote alone.
vote-secrecy = So that nobody reads off the record who voted how, an entry with a ballot tells its time in spans of { $minutes } { FORM($minutes, "minute/minutes") } only, its identifier tells none, ballots from files are recorded in an order drawn by chance, and of several ballots of one voter only the one that counts is opened.
vote-secrecy-none = This vote opened under earlier rules and stays under them, even where the record has adopted later ones since: its ballots tell when they were recorded, to the millisecond, and all of them are opened.
vote-secrecy-remains = What remains: whoever watches the record grow sees about when each pseudonym votes, and the operator's server knows who cast which ballot.
vote-ballots-file = Download { $format }
vote-why-standing = With { $votes } { FORM($votes, "vote/votes") } it stands at place { $standing } of { $total }.
vote-why-score = Its score is { $score }.
vote-why-score-and-last = Its score is { $score }; that of the last one selected by score is { $last }.
vote-why-standing-points = { $count ->
    [one] One person gave it points; the order goes by points, not by people.
   *[other] { $number } people gave it points; the order goes by points, not by people.
}
vote-why-points = With { $points } { FORM($points, "point/points") } in all it stands at place { $standing } of { $total } by points.
vote-why-fewer = { $count ->
    [one] { $number } proposal with fewer votes was selected; it had { $least }.
   *[other] { $number } proposals with fewer votes were selected, the least with { $least }.
}
vote-why-fewer-people = { $count ->
    [one] One proposal that fewer people chose was selected.
   *[other] { $number } proposals that fewer people chose were selected.
}
vote-why-fewer-points = This rule goes by the points or places on the ballots, not by how many people chose a proposal: one that few chose and rated high comes before.
vote-why-fewer-per-cost = This rule goes by votes held against cost: one with few votes that costs little may come before.
vote-why-fewer-shares = Under equal shares every voter has the same share, and supporters pay for what they chose together. A proposal with few votes is selected where its supporters' shares cover its cost; one with many is not where their shares went to others before.
vote-why-fewer-scores = Under weighted scores not only ballots count: the scores of committees and panels are added with their weights.
vote-why-fewer-budget = Where a proposal with many votes does not fit into the budget or the bounds of its group, the next by votes is selected.
vote-why-fewer-rule = This rule does not go by the number of votes alone.
vote-why-fewer-reserve = The places of a group below its lower bound are filled with proposals of that group, also before proposals of other groups with more votes.
vote-why-tie-lost = { $number } { FORM($number, "proposal was/proposals were") } equal, and one was taken by { $step }: not this one.
vote-why-tie-won = { $number } { FORM($number, "proposal was/proposals were") } equal, and one was taken by { $step }: this one.
vote-why-tie-first = Taken first:
vote-why-lot = See the lot
vote-why-rule = See the rule
vote-why-all = See what became of every candidate
vote-why-never-affordable = Its supporters' shares never covered its cost.
vote-why-unaffordable-after = From round { $number } on what its supporters had left did not cover its cost.
vote-why-paid-full = { $number } of its supporters paid { $largest } each.
vote-why-paid-part = { $number } paid what they had left.
vote-why-paid-nothing = { $number } had nothing left and paid nothing.
vote-score = Score
vote-score-parts = How the score came about
vote-score-voice = Whose
vote-score-part = Adds to the score
vote-score-of = Of the score:
vote-voice-ballots = The ballots
vote-who-title = Who decided
vote-who-had = {" "}had { $percent }% of the weight.
vote-who-sheets = { $count ->
    [0] None of its { $members } members handed in a score sheet.
   *[other] { $number } of its { $members } members handed in a score sheet.
}
vote-who-none = had no part in this selection.
vote-who-same = Without it the result would be the same.
vote-who-changed = Without it { $lost } would lose their place and { $gained } would gain one.
vote-who-no-answer = Without it the rule could not select at all.
vote-found-title = The result examined
vote-rule-threshold-votes = Only proposals with at least { $least } { FORM($least, "vote/votes") } can be selected.
vote-rule-threshold-points = Only proposals with at least { $least } { FORM($least, "point/points") } can be selected.
vote-rule-threshold-score = Only proposals with a score of at least { $least } can be selected.
vote-rule-stop-number = It ends there where the number is reached.
vote-title = { $vote }: the selection
vote-planned = Announced for
vote-planned-for = planned
vote-to-come = announced
vote-announced = takes ballots:
vote-announced-before = Announced before
vote-announcement-changed = Changed:
vote-announcement-taken-back = Taken back:
vote-announcement-instead = Announced instead:
vote-announcement-shorter = The time to vote became shorter.
vote-announcement-longer = The time to vote became longer.
vote-announcement-moved = The time to vote is as long as before.
vote-announcement-title = The times stayed as they were; the title did not.
vote-announcement-no-reason = No reason was given.
vote-announcement-was-changed = What was announced of this vote was changed before it opened.
vote-announcement-when-and-why = See when and why
vote-next = What comes next
vote-result-rest = Show the other { $number }
vote-next-not-selected = Those not selected are candidates again in the next vote of this programme.
vote-ended = Voting ended:
vote-to-be-closed = No more ballots are taken; the vote is still to be closed and counted.
vote-never-opened = its time has passed, and it never opened
vote-until = Ballots are taken until
vote-verdict = { $selected } of { $projects } { FORM($projects, "proposal/proposals") } { FORM($selected, "was/were") } selected.
vote-verdict-served = { $served } of the { $voters } { FORM($voters, "voter/voters") } whose ballot counts ({ $percent }%) chose at least one of them.
vote-first-selected = Selected first
vote-steps-title = How it was selected
vote-tally-excluded = Taken out before the selection
vote-tally-text = Every ballot cast is in exactly one of the lines from “Counted” to “Taken out before the selection”; these add up to the ballots cast.
vote-quotas-kept = met
vote-quotas-broken = not met
vote-quotas-none = no limit
vote-quotas-met = Met
vote-rounds-phase = Part of the rule
vote-rounds-round = Round and proposal
vote-lot-pledged = Pledged before the vote
vote-lot-drawn = Drawn after it
vote-lot-when = On record
vote-lot-form = Form of the public value
vote-lot-form-ascending = { $numbers } different { FORM($numbers, "number/numbers") } from { $least } to { $most }, ascending
vote-lot-form-any = { $numbers } { FORM($numbers, "number/numbers") } from { $least } to { $most }
vote-lot-earliest = When it appears
vote-lot-hours = { $count ->
    [one] { $number } hour after the vote closes, or later
   *[other] { $number } hours after the vote closes, or later
}
vote-lot-not-yet = Not drawn yet. Seed and public value go on record when the ballots are opened.
vote-lot-order = Of proposals that are equal the one comes first whose SHA-256 over seed, public value and its number is lowest.
vote-lot-no-ties = There was no tie for the lot to decide.
vote-lot-tie = Round { $round }: { $number } { FORM($number, "proposal was/proposals were") } equal, in the order of the lot
vote-lot-taken = selected
vote-participation-title = Who took part
vote-participation-lead = Whose proposals there were, how many people voted, and which members took part with which weight.
vote-participation-voices = { $count ->
    [one] { $number } voice that was not withdrawn.
   *[other] { $number } voices that were not withdrawn.
} One person may have spoken more than once. What came through the portal was handed in by whoever said it; officials and facilitators entered what was said elsewhere.
vote-participation-ballots = Ballots
vote-participation-ballots-caption = Ballots and selection of each vote
vote-participation-bodies-caption = Members of the bodies and their weight in the selection
vote-participation-body = Body
vote-participation-kind = Kind
vote-participation-members = Members
vote-participation-weight = Weight in the selection
vote-who-weight = weight { $percent }%.
vote-beside-title = Under other rules
vote-beside-decides-nothing = This comparison decides nothing.
vote-beside-text = Other rules in common use, applied to the same ballots with the same budget and bounds. The selection follows from the rule alone that was fixed before the vote.
vote-beside-too-large = This vote is too large to be worked out here; madang compare does it with the ballots that can be downloaded.
vote-beside-under-way = What other rules would have selected is being worked out. Open this page again in a moment.
vote-beside-caption = Other rules beside the selection
vote-beside-rule = Rule
vote-beside-common = The same as selected
vote-beside-lost = Would lose their place
vote-beside-gained = Would gain a place
vote-beside-not-applicable = It cannot be applied to this vote.
vote-beside-which = { $rule }: which proposals differ
vote-beside-most-votes = Most votes first
vote-beside-equal-shares = Equal shares
vote-beside-phragmen = Phragmén’s rule
vote-beside-proportional-approval = Proportional approval
vote-participation-proposers = Proposers
vote-participation-proposers-caption = Proposals and selection by kind of proposer
vote-participation-proposers-text = Proposals that were withdrawn later are counted as well. How many candidates each vote had stands in the table below. The kind is what was stated when the proposal came in.
vote-participation-no-proposals = No proposal has come in yet.
vote-participation-of-selected = Share of those selected
vote-participation-all = All
vote-participation-kind-not-stated = Not stated
vote-beside-hidden = Something that counted was hidden or changed since, so that it cannot be worked out again.
vote-numbered = Vote { $number }
vote-newer-open = opened after this result. It is under way; its selection is not published yet.
vote-newer-counted = opened after this result. It is closed; its selection is not published yet.
vote-newer-cancelled = opened after this result. It was called off, and nothing is selected by it.
vote-why-cost-then = The cost at the vote was { $then }, and the reasons below speak of that. It was amended since and is { $now } now.
vote-who-nothing-decided = Nobody decided anything: the vote was called off. These are the weights that the rule would have given.
vote-who-not-decided-yet = Nothing is decided yet. These are the weights that the rule gives.
vote-who-no-part = has no part by the rule.
vote-cancelled-at = Called off
vote-participation-invalid = Not counted (against the rule for ballots)
vote-participation-cancelled = This vote was called off: no ballots were counted and nothing was selected.
vote-tally-excluded-sheets = Score sheets taken out before the selection (no ballots)
vote-counting-not-yet = the ballots are not counted yet; try again
vote-otherwise-title = Could it have been otherwise?
vote-otherwise-how = Each number was found by applying the same rule again with so many votes, or so much money, more or fewer: with one less it would have fared as it did. It decides nothing.
vote-otherwise-under-way = How many votes more would have changed it is being worked out, within a minute at most.
vote-otherwise-again = Look again
vote-otherwise-too-large = This vote is too large for it to be worked out here. With two files this command does it:
vote-rule-file = The rule (rule.json)
vote-ballots-counted = The ballots that counted (ballots.pb)
vote-otherwise-not-all = Whether it could have been otherwise in another way was not worked out to the end.
vote-otherwise-ballots = { $count ->
    [one] One more ballot that chose this proposal alone would have been enough.
   *[other] { $number } more ballots that chose this proposal alone would have been enough.
}
vote-otherwise-ballots-points = { $count ->
    [one] One more ballot that gave this proposal alone the most points would have been enough.
   *[other] { $number } more ballots that gave this proposal alone the most points would have been enough.
}
vote-otherwise-ballots-first = { $count ->
    [one] One more ballot that ranked this proposal first would have been enough.
   *[other] { $number } more ballots that ranked this proposal first would have been enough.
}
vote-otherwise-approvals = { $count ->
    [one] It would have been enough if one of those who voted had chosen it as well.
   *[other] It would have been enough if { $number } of those who voted had chosen it as well.
}
vote-otherwise-money = { $amount } more in the budget would have been enough.
vote-otherwise-cheaper = It would have been enough if it had cost { $amount } less.
vote-otherwise-score = Its score was { $score } below that of the last one selected by score.
vote-otherwise-never = More votes or more money alone would not have been enough.
vote-otherwise-fewer = { $count ->
    [one] Had one of those who chose it not voted, it would not have been selected.
   *[other] Had { $number } of those who chose it not voted, it would not have been selected.
}
vote-otherwise-safe = It would have been selected even if none of those who chose it had voted.
vote-sheets-caption = Scores that members gave this proposal
vote-sheets-opened = The score sheets were opened together with the ballots:
vote-sheets-member = Member
vote-sheets-score = Score given
vote-sheets-entry = Score sheet
vote-sheets-none = no score (counts as 0)
vote-phase-greedy-points = It was selected in the order of points.
vote-phase-greedy-votes-per-cost = It was selected in the order of votes held against cost.
vote-phase-greedy-points-per-cost = It was selected in the order of points held against cost.
vote-rule-greedy-points = Proposals are taken in the order of their points.
vote-rule-greedy-votes-per-cost = Proposals are taken in the order of their votes held against cost.
vote-rule-greedy-points-per-cost = Proposals are taken in the order of their points held against cost.
vote-row-score = Score { $score }, the last one selected { $last }
vote-row-votes = { $votes } { FORM($votes, "vote/votes") }, the last one selected { $last }
vote-row-points = { $points } { FORM($points, "point/points") }, the last one selected { $last }
vote-pabulib-rule = the rule is { $rule } of the public record
vote-pabulib-places = the rule is { $rule } of the public record, which selects { $number } { FORM($number, "project/projects") } whatever they cost. The budget is what so many can cost at most
vote-pabulib-at-most = the rule is { $rule } of the public record, which selects at most { $number } { FORM($number, "project/projects") }
