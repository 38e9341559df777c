proposal-count = { $count ->
    [one] { $number } proposal
   *[other] { $number } proposals
}
proposals = Proposals
proposals-title = Proposals
proposals-page-title = Proposals – { $programme }
proposals-found = { $count ->
    [one] { $number } proposal found.
   *[other] { $number } proposals found.
}
proposals-found-more = More than { $number } proposals found. Add a word to narrow them down.
proposals-none = No proposal matches.
proposals-show-all = Show all proposals
proposals-meant-number = There is a proposal of this number:
proposals-meant-facet = Show only proposals for “{ $name }”
proposals-meant-only-facet = No title or summary has these words; these are the proposals for “{ $name }”.
proposals-meant-near = Did you mean “{ $words }”?
proposal-votes = { $count ->
    [one] { $number } vote
   *[other] { $number } votes
}
proposal-order-votes = Most votes first
proposal-order-selection = In order of selection
proposals-past-last = There are fewer pages than that.
proposals-first-page = To the first page
proposal-state-tabs = Proposals by state
proposal-state-all = All
proposal-state-submitted = Submitted
proposal-state-candidate = Up for the vote
proposal-state-selected = Selected
proposal-state-not-selected = Not selected
proposal-state-withdrawn = Withdrawn
proposal-order-submitted = As submitted
proposal-order-cost-descending = Highest cost first
proposal-order-cost-ascending = Lowest cost first
proposal = Proposal
proposal-number = Proposal { $id }
proposal-untitled = Proposal { $id } (title not public)
proposal-rank = Selected as number { $number }
proposal-cost = Cost
proposal-column-id = The proposal's identifier
proposal-column-cost = Cost in the currency's main unit
proposal-column-currency = Currency (ISO 4217)
proposal-column-name = Title in the programme's first language
proposal-column-group = Service group
proposal-column-audience = Audiences, parted by |
proposal-column-state = State: submitted, candidate, selected or not_selected
proposal-column-place = Place in the order of selection, from 1
proposal-column-votes = Votes in the last vote that was decided
proposal-column-vote = The vote that it is or was last a candidate of
proposal-column-title = Title
proposal-column-summary = Summary
proposal-column-proposer = Proposer
proposal-column-entry = Its entry on record
proposal-column-at = When it was handed in, UTC
proposal-proposer = Proposed by
proposal-id = Proposal number
proposal-submitted = Submitted
proposal-no-summary = The source gives no description.
proposal-happened = What happened to it
proposal-why = Why
proposal-vote = Vote:
proposal-state-words-submitted = it is on record and will be a candidate of the next vote.
proposal-state-words-candidate = it is a candidate of a vote whose selection is not published yet.
proposal-state-words-selected = it was selected by the rule that was fixed beforehand.
proposal-state-words-not-selected = it was on the ballot, and the rule did not select it.
proposal-state-words-withdrawn = its proposer took it back before the vote opened.
kind-proposal-submitted = Proposal submitted
kind-proposal-withdrawn = Proposal withdrawn
proposal-state = State
proposal-about = The proposal
kind-proposal-amended = Proposal amended
proposal-title = Title
proposal-proposer-kind = Kind of proposer
proposal-amendments = Amendments
proposal-amendments-text = What was changed after it was handed in. Above is what stands now; what was there before is kept visible here.
proposal-amendment-caption = What was amended
proposal-amendment-field = Field
proposal-amendment-before = Before
proposal-amendment-after = After
proposal-proposer-ministry = Ministry
proposal-proposer-municipality = Local government
proposal-proposer-public-agency = Public agency
proposal-proposer-citizen = A citizen
proposal-proposer-citizen-group = Citizens’ group
proposal-proposer-business-association = Business association
proposal-column-proposer-kind = Kind of proposer: ministry, municipality, public_agency, citizen, citizen_group, business_association
