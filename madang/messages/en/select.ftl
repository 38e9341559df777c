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
select-selected = selected { $selected } of { $candidates } candidates, total cost { $cost }
select-counted = { $counted } of { $cast } ballots counted, { $not } did not
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
