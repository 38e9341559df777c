# What commands of the options of a rule says. A message here has its like in ko/rule.ftl, with the same placeholders.

rule-decimal = write a point as decimal sign, and nothing between thousands
rule-no-quotas = { $file } states what is not quotas (`madang select --help` describes them under --quotas)
rule-no-rule = { $file } is not a selection rule (`madang formats` shows one)
rule-pav = --rule sequential-pav selects a number of projects: add --number COUNT
rule-scores-other = --scores goes with the rule `scores`, but { $file } has another: leave it out
rule-budget-seats = --budget means nothing to { $file }, whose projects count one seat each: state --number
rule-lot-otherwise = --lot-value goes with ties by lot, but { $file } breaks them otherwise: leave it out
rule-lot-of-file = the lot of { $file } needs --lot-seed (committed to before the vote) beside --lot-value
rule-lot = ties by lot need --lot-seed (committed to before the vote) and --lot-value
rule-weights = --weights { $part }: expected BODY=WEIGHT such as ballots=40,panel=60
rule-weight = --weights { $part }: the weight is not a whole number up to 4294967295
rule-weight-twice = --weights names { $body } twice
rule-no-weights = --rule scores needs --weights, such as ballots=40,panel=30,committee=30
rule-top-score = --normalisation scale needs --top-score, the highest score that could be given
rule-completion-none = --completion none cannot be combined with another completion
rule-whole-file = --rule-file takes the whole rule from { $file }: leave out { $options }, or write it into the file
rule-no-effect = { $option } goes with { $with }; with --rule { $method } as it is called here it would change nothing: leave it out, or choose what it goes with
rule-with-lot = --ties lot or cost-votes-lot
rule-with-equal-shares = --rule equal-shares (`none` and `utilitarian` with every rule)
rule-with-costs = rules that count costs, without --unit-costs (seats are counted by --number)
rule-with-add-one = --completion add-one or add-one-until-exhaustive
rule-with-increase = --completion budget-increase or budget-increase-until-exhaustive
rule-with-exhaustive = --completion add-one-until-exhaustive or budget-increase-until-exhaustive
rule-with-order = --rule greedy, greedy-per-cost, phragmen or scores
rule-no-points = --utility { $utility } means nothing with --rule { $method }, which looks at who lists a project and not at points: leave it out, or use --rule equal-shares
rule-score-points = --utility points-times-cost means nothing with --rule scores, which takes a project's points as they are: use --utility points
