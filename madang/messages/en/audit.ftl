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
audit-outcome = { $projects } { FORM($projects, "project/projects") }, cost { $cost } of { $budget }, { $voters } { FORM($voters, "voter/voters") }
audit-represented = { $voters } { FORM($voters, "voter/voters") } ({ $percent }%) { FORM($voters, "has/have") } at least one selected project, { $mean } on average
audit-holds = met
audit-violated = not met
audit-undecided = undecided
audit-all-hold = all met
audit-one-violated = not met (--json for the ballots concerned)
audit-one-undecided = undecided: all is met that could be decided, but not everything could
