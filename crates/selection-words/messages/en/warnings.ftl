# What was doubtful in the input, and how it was treated.

warning-ballot-breaks-limit = a ballot breaks a limit stated in the metadata: it counts
warning-blank-in-list = blanks around an id in a list: ignored
warning-costs-as-seats = a number and no budget: every project counts as one seat, whatever it costs
warning-decimal-comma = a comma in a number: read as the decimal sign
warning-duplicate-meta-key = a metadata key stands twice: the first counts
warning-duplicate-voter = a voter id stands twice: both rows count
warning-empty-ballot = an empty ballot: its voter still counts as a voter
warning-meta-contradicts-rows = metadata contradict the rows: the rows count
warning-missing-fields = a row with fewer fields than its header: the rest is empty
warning-no-budget = there is no budget: the rule must state a budget or a number
warning-no-pot = a project in no pot: never selected
warning-no-projects = there are no projects: nothing can be selected
warning-no-voters = there are no voters: nothing can be selected
warning-payments-left-out = so many projects that where the money went is told only of those nearest to being selected: not of this one
warning-pots-stated = the metadata state budgets for groups: applied only if the rule states them as quotas (mode `pots`)
warning-project-above-budget = a project dearer than the whole budget: never selected
warning-project-twice-on-ballot = a project stands twice on a ballot: counted once (with points, the last entry)
warning-project-without-group = a project without a group: no bound of a group counts it
warning-threshold-stated = the metadata state a threshold for projects: applied only if the rule states it
warning-unknown-project = a ballot lists a project that does not exist: left out
warning-unsupported-project = a project without a supporter: never selected
warning-zero-cost = a project that costs nothing: selected first if supported
warning-zero-points = a choice with zero points: supports nothing, left out
warning-meta-without-header = META has no header `key;value`: its first row is read as an entry
warning-meaning-stated = the metadata say that ballots mean something else, or are limited by category: not applied
