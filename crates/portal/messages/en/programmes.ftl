programme-nav = Programmes
programme-count-flagships = { $count ->
    [one] { $number } flagship service
   *[other] { $number } flagship services
}
programmes-title = Programmes
programmes-lead = A programme chooses and builds services to carry out a commitment. Each shows where it stands.
programmes-none = No programme is on record yet.
programme-tabs = Programme menu
programme-overview = Overview
programme-voices = Voices { $number }
programme-needs = Needs { $number }
programme-proposals = Proposals { $number }
programme-selection = Selection { $number }
programme-commitment = Commitment
programme-target = Target
programme-column-body = The body's identifier
programme-column-body-kind = Its kind: advisory_committee, expert_panel or task_force
programme-column-body-name = Its name
programme-column-member = The member's identifier
programme-column-class = Class: official, expert, designer or citizen
programme-column-post = Post
programme-column-name = Name, where it is public
programme-column-interests = Declared interests
programme-column-entry = Its entry on record
programme-column-from = When the member was appointed (UTC)
programme-column-until = When the member left (UTC); empty for one who is there
programme-created = On record since
programme-votes = Votes
programme-votes-caption = Votes of this programme
programme-no-votes = No vote has been opened yet.
programme-groups = Service groups
programme-groups-caption = Proposals and selections by service group
programme-no-groups = No service groups have been defined yet.
programme-bodies = Bodies that take part
programme-no-bodies = No body has been set up yet.
programme-stage-proposals = Proposals
programme-stage-vote = Vote
programme-stage-counting = Count
programme-stage-selection = Selection
programme-stage-now-proposals = Taking proposals
programme-stage-now-vote = Vote open
programme-stage-now-counting = Counting
programme-stage-now-selection = Selected
programme-group = Service group
programme-group-description = Description
programme-audience = Audience
programme-audiences = Audiences
programme-kept = Amounts are in { $currency }, times of { $zone }.
programme-not-stated = not stated
programme-evidence = Missing evidence
programme-weekend = Days of the week without work
programme-holidays = Holidays
programme-holidays-added = Holidays added
programme-holidays-removed = Holidays taken out
programme-no-days = none
programme-period-answer = Until an answer
programme-period-progress = Between reports on what was adopted
programme-period-deliberation = Until what a deliberation hid is looked at again
programme-period-personal-data = Until personal data in public words are hidden
programme-count-days = { $count ->
    [one] { $number } day
   *[other] { $number } days
}
programme-count-months = { $count ->
    [one] { $number } month
   *[other] { $number } months
}
programme-monday = Monday
programme-tuesday = Tuesday
programme-wednesday = Wednesday
programme-thursday = Thursday
programme-friday = Friday
programme-saturday = Saturday
programme-sunday = Sunday
programme-answers = Answers
programme-answering = What became of it
