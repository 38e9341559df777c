# What `madang import` of what is given to the record says. A message here has its like in ko/giving.ftl, with the same placeholders.

giving-answers = answers
giving-ballots = ballots
giving-candidates = candidates
giving-commitments = commitments
giving-members = members
giving-programme = programme
giving-proposals = proposals
giving-scores = score sheets
giving-voices = voices
giving-needs = needs
giving-vote = vote
giving-same = { $what }; so is it with { $more } more
giving-id-twice = { $what }: line { $line } has the same identifier already
giving-otherwise = { $what } is on record with other words or values (entry { $entry }); { $remedy }
giving-amend = `madang proposal amend` puts it right, and what was recorded stays beside it
giving-replace = `madang body member replace` puts another in this one's place
giving-stays = what is on record stays as it is
giving-renamed = { $count } { FORM($count, "id/ids") } of the file { FORM($count, "holds/hold") } what addresses or spreadsheets reserve, or { FORM($count, "is/are") } too long, and { FORM($count, "is/are") } written with ~ and two hex digits on the record: { $in_file } is { $on_record }
giving-approval = approval ballots
giving-cumulative = cumulative ballots
giving-scoring = scoring ballots
giving-ordinal = ordinal ballots
giving-at-least = at least { $number }
giving-at-most = at most { $number } { FORM($number, "choice/choices") }
giving-text = { $what }
