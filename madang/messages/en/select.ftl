# What `madang select --programme` says. A message here has its like in ko/select.ftl, with the same placeholders.

select-will-close = vote { $vote } of { $programme } is open, with { $ballots } { $ballots ->
    [one] ballot
   *[other] ballots
 } and { $sheets } { $sheets ->
    [one] score sheet
   *[other] score sheets
 }. Closing it is for good: its ballots become public, and its selection is published
select-ask = close, count and publish? [y/N]
select-without-ballots = vote { $vote } has no ballot yet: closing it is for good, and would publish a selection that nobody voted for. It stays open, and nothing was recorded. `madang import ballots.csv` brings ballots, `madang vote cancel` calls it off with the reason, and --even-without-ballots closes it all the same
select-stays-open = the vote stays open; nothing was recorded
select-closed = vote { $vote } of { $programme } was closed with { $ballots } { $ballots ->
    [one] ballot
   *[other] ballots
 } and { $sheets } { $sheets ->
    [one] score sheet
   *[other] score sheets
 }: it takes no more
select-waits-for-lot = vote { $vote } is closed. Its rule breaks ties by lot: when the public value that the rule names is known, run this again with --lot-value VALUE
select-rule-left-open = the file does not say by which rule its vote is decided: equal shares, the default, is applied, and need not give the official result. The official rule can be downloaded from the page of the vote: `--rule-file rule.json`
select-selected = selected { $selected } of { $candidates } { FORM($candidates, "candidate/candidates") }, total cost { $cost }
select-counted = { $counted } of { $cast } { FORM($cast, "ballot/ballots") } counted, { $not } did not
select-not-repeated = the voter cast another that did, or none of the voter's count
select-not-unknown = named a project that is no candidate
select-not-twice = named a project twice
select-not-empty = had no choice
select-not-too-few = had too few choices
select-not-too-many = had too many choices
select-not-over-cost = chose projects that cost too much together
select-not-over-points = had too many points, or none, or points where there are none
select-not-excluded = were taken out before the selection
select-published = published as entry { $entry }
select-computed-again = computed again; it was published as entry { $entry }
select-page = result: { $address }
select-entry-page = entry: { $address }
select-no-base = these are addresses on the portal; --base-url (MADANG_BASE_URL) puts its name before them
select-what = name a file of ballots (`madang select city.pb`, `-` for standard input), or a vote on the record (`madang select --programme ID`)
select-vote-of-record = --vote goes with --programme, on the record: leave it out for a file of ballots
select-selecting = selecting
select-raised = selecting, endowment raised { $raises } { FORM($raises, "time/times") }
select-no-budget = { $file } states no budget: add --budget AMOUNT, or --number COUNT for so many projects
select-rule-fixed = on the record the rule was fixed before the vote, and its analysis is published with the result: leave out { $options }
select-with = --with goes with --json or --html, and the table shows no parts: add one of them
select-payments-json = --with payments goes with --json: payments of every ballot are data, and in no report
select-payments-rule = --with payments goes with --rule equal-shares or bounded-overspending, in which voters pay: leave it out
select-sensitivity = { $option } goes with --with sensitivity: add that, or leave it out
select-much-work = up to { $rounds } of { $projects } { FORM($projects, "project/projects") } are selected one after the other ({ $steps } { FORM($steps, "step/steps") }; { $most } are the most): this may take a while
select-strict = { $words } ({ $stated }); --strict refuses this: add { $option }, or leave out --strict
select-no-vote = programme "{ $programme }" has no vote to select by; `madang import` opens one from a file with `rule` and `ballots`
select-several = no vote of programme "{ $programme }" is under way, and several were selected: { $votes }; name one with --vote
select-lot-too-early = vote "{ $vote }" is still open: its lot's public value must appear after it is closed. Run this without --lot-value to close it first
select-cancelled = vote "{ $vote }" is cancelled: nothing is selected by it
select-no-seed = the seed of the lot is not in { $file }: give it with --lot-seed
select-without-sheets = { $said }: closing the vote is for good, and what is published would go without them. It stays open, and nothing was recorded. `madang import scores.csv` brings sheets, and --even-without-sheets closes it all the same
select-sheets-missing = no score sheet is on record of { $number } { $number ->
    [one] member
   *[other] members
 } whose scores count: { $members }
select-interrupted = the selection was interrupted
