vote-set-title = See to the votes
vote-set-lead = Votes are announced, opened, closed, counted and published here. Each step is an entry on the public record.
vote-set-rule-first = A vote opens under a rule that was fixed before it. Fix one first:
vote-set-announce = Announce a vote
vote-set-announce-lead = Say what is voted on and when, before it opens. What was announced can be changed, with the reason, until the vote opens.
vote-set-open-new = Open a vote that was not announced
vote-set-caption = The votes of the programme, and what can be done with each
vote-set-stage = How far it is
vote-set-next = What can be done
vote-set-ballots-come = Ballots come from a voting front end (API), or as files by the command “madang import” on the server; so do score sheets.
vote-set-back = Back to the votes
vote-set-now = announced: its time is now, and it can be opened
vote-set-taken-back = its announcement was taken back
vote-set-closed = closed; the ballots are under seal
vote-set-opened = the ballots are open; its selection is to be published
vote-set-change = Announce it otherwise
vote-set-change-lead = What was announced stays on record, with what takes its place and why.
vote-set-take-back = Take the announcement back
vote-set-take-back-lead = What was announced stays on record and holds no more. The vote can be announced again.
vote-set-open = Open the vote
vote-set-open-lead = The proposals that stand at this moment become its candidates. They cannot be changed while it is under way.
vote-set-open-for-good = From here on ballots are taken under seal. Neither the rule nor how ballots are read can be changed any more.
vote-set-close = Close the vote
vote-set-close-lead = From then on no ballot is taken. A vote that is closed is never opened again.
vote-set-ballots = Open the ballots
vote-set-ballots-lead = The seals are broken: every ballot that counts is public from then on.
vote-set-select = Publish the selection
vote-set-select-lead = It is computed from the opened ballots by the rule that was fixed before the vote. Anyone can compute it again.
vote-set-select-for-good = What is published stands: there is no second selection by the same vote.
vote-set-again = Compute the selection again
vote-set-cancel = Call the vote off
vote-set-cancel-lead = Nothing is selected by it, and its proposals stand as before. Ballots under seal stay so for good.
vote-set-not-now = This cannot be done with the vote as it stands.
vote-set-name = Title of the vote
vote-set-opens = It takes ballots from
vote-set-closes = It takes ballots until
vote-set-zone = Both times are those of the zone { $zone }.
vote-set-reason = Why
vote-set-rule = Rule
vote-set-type = What a ballot says
vote-set-least = Fewest choices on a ballot
vote-set-most = Most choices on a ballot
vote-set-open-end = A whole number; empty: as many as one likes
vote-set-cost = Most that the choices may cost together
vote-set-cost-hint = In the currency's main unit; empty: any amount
vote-set-points = Most points on a ballot
vote-set-points-hint = With points only; empty: as many as one likes
vote-set-unknown = A choice that is no candidate
vote-set-repeated = Several ballots of one voter
vote-set-grain = Ballots tell their time in spans of so many minutes
vote-set-grain-hint = 10 at least, a whole number of which makes a day; empty: 60
vote-set-no-end = No end was announced: it takes ballots until it is closed.
vote-set-over-all = The budget, { $budget }, is more than all candidates cost together, { $all }. Is a nought too many in it?
vote-set-candidates = { $count ->
    [one] { $number } candidate
   *[other] { $number } candidates
}
vote-set-candidates-more = { $count ->
    [one] and { $number } more
   *[other] and { $number } more
}
vote-set-sheets = Score sheets
vote-set-missing = { $count ->
    [one] No score sheet is on record of { $number } member whose scores count:
   *[other] No score sheet is on record of { $number } members whose scores count:
}
vote-set-empty = Close it although nobody voted
vote-set-nobody = There is no ballot yet. Closing is for good, and would publish a selection that nobody voted for. Tick the box if that is meant.
vote-set-not-over = It cannot be closed before; to end it earlier, call it off.
vote-set-lot = The rule breaks ties by lot. Its seed was shown when the rule was fixed, and its public value has appeared since the vote was closed.
vote-set-seed-hint = 64 digits and letters. Where the rule was fixed by a command, the server keeps the seed: open the ballots with “madang select” there
vote-set-total = Total cost
vote-set-under-way = The selection is being computed. That takes a while.
vote-set-look-again = Look again
vote-set-holds = The published selection is the one that follows from its ballots.
vote-set-no-selection = No selection came of it: { $reason }
vote-set-other-now = Ballots or score sheets changed since you looked. Look at the selection as it is now.
vote-cast-not-counted = the ballot would not count: { $reason }; nothing was recorded, and what was before stands
vote-cast-dropped = the ballot would be counted without a choice on it: { $reason }. Take it off and send the ballot again; nothing was recorded, and what was before stands
vote-cast-no-receipt = the ballot is on record as entry { $index }, but its receipt cannot be written
vote-cast-intake-closed = this portal was started without a registrar token, so that it takes no ballots over HTTP
vote-cast-token-missing = send the header `Authorization: Bearer TOKEN` with the registrar's token
vote-cast-token-wrong = the token is not a registrar's
vote-cast-no-count = ballots of a voter cannot be counted now, so none is taken: send it again
vote-cast-too-often = more ballots of this voter came in an hour than are taken; send the next after { $again }
vote-cast-json = { $reason }; expected { $shape }
vote-cast-shape = {"{"}"voter": 32 hex digits, "choices": [project, …], "points": [number, …] where the vote has points{"}"}
