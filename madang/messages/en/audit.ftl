# What `madang audit` says. A message here has its like in ko/audit.ftl, with the same placeholders.

audit-one-input = only one of FILE and OUTCOME can come from standard input
audit-none-applies = none of these checks applies: ejr and ejr-plus need --unit-costs and --number
audit-no-input = cannot read standard input
audit-empty = { $file } is empty: an outcome that selects nothing is written []
audit-entry = entry { $place }
audit-line = line { $line }
audit-object = { $file }: expected a JSON object with `selected`, a list of project ids as texts
audit-list = { $file }: expected a list of project ids as texts
audit-no-project = { $file }: { $place }: the election has no project `{ $id }`
audit-twice = { $file }: { $place }: `{ $id }` is selected already in { $before }
audit-outcome = { $projects } projects, cost { $cost } of { $budget }, { $voters } voters
audit-represented = { $voters } voters ({ $percent } %) have at least one selected project, { $mean } on average
audit-holds = holds
audit-violated = VIOLATED
audit-undecided = undecided
audit-all-hold = NO VIOLATION
audit-one-violated = VIOLATED (--json for the ballots concerned)
audit-one-undecided = UNDECIDED: nothing violated, but not everything could be decided
