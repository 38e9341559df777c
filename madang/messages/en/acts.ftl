# What commands that act on the record says. A message here has its like in ko/acts.ftl, with the same placeholders.

acts-done =
    { $done }; { $count ->
        [one] entry
       *[other] entries
     } { $entries } on the record, in the name of { $actor }
acts-no-language = { $option } "{ $text }" names no language; write { $option } en="…"
acts-other-language = "{ $tag }" is not a language that texts may be in; known: ko, en, pl, und
acts-language-twice = { $option } is given twice in "{ $tag }": give it once for each language
acts-sits = { $member } sits on { $body }
acts-replaced = { $member } left { $body }, { $by } sits on it
acts-left = { $member } left { $body }
acts-no-entry = there is no entry { $entry }: the record has { $size }, numbered from 0
acts-no-content = entry { $entry } has no content: its facts are all of it, and they stay
acts-other-content = entry { $entry } has no content "{ $name }"; it has: { $names }
acts-restricted = restricted; entry { $entry } says so on the record
acts-released = released; entry { $entry } says so on the record
acts-erased = erased; entry { $entry } says so on the record
acts-erased-counted = the published result still says what it said, as long as the others are open: whoever takes them from it finds what is left
acts-remains = what this program does not reach, and may still hold it:
acts-rules-already = the record is held to rules { $rules } already; nothing was recorded
acts-rules = the record is held to rules { $rules } from here on
acts-replayed = entries replayed
acts-remade = read tables remade from { $size } { FORM($size, "entry/entries") }
acts-withdrawn = proposal { $proposal } is withdrawn
acts-same = the record says the same already; nothing was recorded
acts-amended = { $number } of { $of } amended
acts-proposal-gone = proposal { $proposal } is gone
acts-announced = vote { $vote } is announced from { $opens } until { $closes }
acts-announced-already = vote { $vote } is announced already, in entry { $entry }: say why it is announced otherwise, --reason en="…"
acts-not-announced = vote { $vote } is not announced: there is nothing to change or take back
acts-unannounced = what was announced of vote { $vote } is taken back
acts-cancelled = vote { $vote } is cancelled
acts-excluded = { $body } of entry { $entry } is taken out of vote { $vote }
acts-no-programme = there is no programme "{ $programme }"
acts-no-time = { $option } "{ $text }" is not a time such as "2026-12-01 09:00" or 2026-12-01T00:00:00Z
acts-no-proposal = proposal { $proposal } is not on record: `madang import` hands it in
acts-operator = the record says who runs it
acts-operator-unsaid = the record does not say who runs it; `madang operator set FILE` does
acts-operator-already = the record says the same already; nothing was recorded
acts-operator-nameless = the record cannot say who runs it without a name: --name en="…"
acts-operator-licence = --licence-url: the licence has no name; say it with --licence en="…"
acts-operator-contact = the contact of before can still be read in entry { $entry }; `madang content erase { $entry } contact --ground erasure-request` takes it out for good
acts-whose = is nobody's: write institution=ID, body=ID, or one of { $known }
acts-after = names no proposal and how it was written after it: write 12=merged; known: { $known }
acts-called = proposals are taken from { $from } to { $to }
acts-submitted = proposal { $proposal } is handed in
acts-revised = version { $version } of proposal { $proposal } stands
acts-commented = proposal { $proposal } has a comment more
acts-merged = { $from } merged into proposal { $into }
acts-split = proposal { $proposal } is split into { $into }
acts-proposal-hidden = the words of proposal { $proposal } are hidden: nobody can revise what cannot be read
