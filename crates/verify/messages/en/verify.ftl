# What the verifier says.

verify-quoted = { $text }

## Words at the beginning of a line, at most nine letters

verify-word-holds = holds
verify-word-failed = FAILED
verify-word-sealed = sealed
verify-word-unchecked = unchecked
verify-word-look-up = look up
verify-word-cost = know
verify-word-note = note
verify-word-receipt = receipt

## The frame of the report

verify-print-record = record { $origin }, { $size } entries
verify-print-place-entry = entry { $entry }, { $place }
verify-print-entries = entries { $entries }
verify-print-more = and { $count } more
verify-print-key-came-along = the key came with the record; to be sure whose record it is, get the key elsewhere and pass it with --key
verify-print-operator = run by { $name }, as it says of itself in entry { $entry }
verify-print-operator-again = run by { $name }, as it says of itself in entry { $entry }; { $before } earlier { $before ->
    [one] statement stays
   *[other] statements stay
 } on the record
verify-print-stated = on the word of whoever signs the record: under which pseudonym somebody acted, and { $kinds }. That they were not changed since they were published is shown by receipts, earlier checkpoints and witnesses; that they were true, only by looking

## How it ended

verify-verified = VERIFIED
verify-verified-except = VERIFIED, except for { $count } { $count ->
    [one] thing
   *[other] things
 } to look up, which are not on the record
verify-failed = FAILED
verify-failed-nor-receipt = FAILED; nor does the receipt that was brought fit this record
verify-incomplete = INCOMPLETE: nothing failed, but not everything could be checked
verify-incomplete-except = INCOMPLETE: nothing failed, but not everything could be checked; besides there { $count ->
    [one] is { $count } thing
   *[other] are { $count } things
} to look up, which are not on the record
verify-unread = NOT READ: the record could not be read, and nothing was checked
verify-receipt-refused = OTHER RECEIPT: the receipt does not fit this record. The record by itself: { $record }

## What holds

verify-holds-root = all { $size } entries hash to the root of the signed checkpoint
verify-holds-key = the checkpoint is signed by the key in force, { $key }
verify-holds-policy = the checkpoint meets the policy; cosigned by: { $witnesses }
verify-holds-policy-alone = the checkpoint meets the policy, which asks for no witness and found none
verify-holds-seen = { $witness } saw the first { $size } entries at { $at }: none of them is later
verify-holds-rules = every entry keeps the rules in force when it was made, spelled in the one way ({ $size } entries of { $kinds } kinds replayed)
verify-holds-contents = { $count } published contents fit the hashes in their entries and have the shape that their kind asks for
verify-holds-selection = { $subject } (entry { $entry }): { $selected } selected, computed again from { $counted } counted ballots
verify-holds-earlier = { $name } of size { $size } is an earlier state of this record
verify-holds-leaf = { $name } stands in the record as entry { $entry }
verify-promise-old = the earlier checkpoint
verify-promise-receipt = the receipt
verify-promise-receipt-checkpoint = the receipt's checkpoint

## Files

verify-source-unread = cannot read { $path }: { $reason }
verify-source-waited = { $reason }, and { $most } seconds are the most that it is waited for altogether: copy the record, or try again later
verify-source-tried = { $reason }, tried { $tried } times
verify-source-untried = it was not tried
verify-source-answered = the server answered { $status }
verify-source-slow = only { $come } bytes came in { $seconds } seconds
verify-source-timeout = timeout: { $which }
verify-source-no-host = host not found
verify-source-no-connection = connection failed
verify-source-address = bad uri: { $uri }
verify-file-not-utf8 = the file is not UTF-8
verify-file-missing = the file is missing: this is not a published record, or not all of one
verify-bundle-missing = the bundle of entries is missing
verify-tile-missing = the tile is missing
verify-tile-length = the tile has { $bytes } bytes; { $hashes } hashes take { $must }
verify-leaf-differs = the published leaf hash is not the hash of the published entry: one of the two was altered
verify-tile-differs = hash { $number } is not the hash of entries { $first }–{ $last } as published: they or the tile were altered
verify-line-of-another-bundle = line { $line } belongs to entry { $entry }
verify-line-out-of-order = line { $line } stands behind those of later entries, out of order
verify-line-repeated = line { $line } repeats a content
verify-line-cut = line { $line } does not end: the file was cut off
verify-line-malformed = line { $line }: { $reason }
verify-line-beyond = line { $line } is for entry { $entry }, and the signed checkpoint covers only those before { $end }
verify-lines-grown = contents of entries that are newer than the checkpoint: the log has grown since it was read
verify-too-many-things = it names more things than are kept in { $most } million bytes; what follows was not checked
verify-work-rule = whether the rule of these votes can be applied to what they are about was not tried: together with the selections it takes more than is done for one record (verify --patient does all of it)
verify-work-selection = { $subject } was not computed again: with the selections before it, it takes more than is done for one record (verify --patient does all of it). Only what it says by itself was checked
verify-work-stopped = so many votes open on so many proposals that following them takes more than is done for one record (verify --patient does all of it); what follows was not checked
verify-too-many-sheets = the score sheets of one vote are more than are kept in memory: this one was left, as if it were hidden

## Checkpoint, keys, earlier states

verify-key-line = not one line with the log's key: { $reason }
verify-key-none = the record names no key; pass the log's key with --key
verify-key-named = it does not name the key in force, { $key }
verify-key-not-in-force = it is not signed by the key in force, { $key }
verify-key-of-another-log = no key that you passed, alone or in a policy, was ever this log's: it is another record
verify-origin = its origin is { $is }, the record began as { $must }
verify-root = the entries hash to { $is }, the signed checkpoint says { $must }: entries were altered, dropped, moved or added
verify-empty = it speaks of no entries: a record begins with the entry that names its key
verify-older-than-first-key = it is older than the log's first key
verify-old-unreadable = the earlier checkpoint that was given is none ({ $reason }): give the file as it was signed; the record was not looked at
verify-receipt-unreadable = the receipt that was given is none ({ $reason }): give the file as it was handed out; the record was not looked at
verify-rewritten = its root over { $size } entries is { $is }, this record's is { $must }: the record was rewritten
verify-shorter = it needs { $needs } entries and the record has { $size }: it was cut back, or this copy is older
verify-receipt-of-another = entry { $entry } of the record is another than the one in the receipt
verify-receipt-altered = the receipt does not fit this record: it is not as the log handed it out ({ $reason }). Take the file as it was handed out, unchanged. It says nothing against the record
verify-receipt-other-key = the receipt does not fit this record: no key of this record signed it (origin of the receipt: { $origin }; key in force in the record then: { $key }). Either it is another log's receipt or a forged one, or this record is not the one that it was given for: hold the key against the one that was published elsewhere, and name it with --key
verify-receipt-key-not-in-force = it is signed by a key of this record that was not in force over { $size } entries (in force was { $key }): a change of keys was put before it or moved, or a key signed that had been replaced
verify-receipt-checkpoint-whole = the receipt's entry is altered ({ $reason }) and shows nothing; its checkpoint is whole and signed by a key of this log, and the record does not fit it

## Times and identifiers

verify-seen-by-clock = the clock of this computer
verify-seen-by-witness = { $witness }, who cosigned it at { $at }
verify-cosigned-in-the-future = the cosignature of { $witness } carries a time that has not come yet
verify-time-too-late = the entry's time, { $at }, is later than { $seen }
verify-time-too-early = the entry's time, { $at }, is before { $earliest }, when no such record was written yet
verify-time-dated-back = the entry's time, { $at }, is earlier than that of a checkpoint over { $size } entries, which knew nothing of it ({ $seen }): it was dated back
verify-id-time = the time in its identifier { $id } is not the entry's, { $at }
verify-id-twice = its identifier is that of entry { $first }

## Facts and contents

verify-facts-spelling = the entry is not spelled as it is written: the same can be said in one way only
verify-content-spelling = the content is not spelled as it is written: the same can be said in one way only
verify-scores-candidate = the score sheet names "{ $id }", which is no candidate of its vote
verify-content-hash = the content "{ $name }" does not fit the hash in the entry: it or its salt was altered
verify-content-missing = the content "{ $name }" is public and is missing, and no entry says that it was erased or restricted
verify-content-shown = the content "{ $name }" { $why }, and yet it is published
verify-content-uncommitted = a content is published that the entry does not commit to
verify-content-unknown = entry { $entry } has no content "{ $name }" that could be hidden, shown or erased
verify-content-role = the content is restricted to "{ $role }", which is no role
verify-content-long = longer than any that the server takes: it was not looked into
verify-why-erased = was erased
verify-why-restricted = is restricted
verify-why-sealed = is under seal
verify-hidden-erased = erased on the ground that the record names; the entry's hash stands
verify-hidden-restricted = shown to the roles that the record names; the entry's hash stands
verify-hidden-sealed = sealed until its vote is counted; the entry's hash stands
verify-hidden-sealed-for-good = sealed for good: its vote was called off, and nobody will see it counted
verify-hidden-seals-kept = sealed for good: of several ballots of one voter only the one that counts is opened, and none where the vote counts none of them
verify-ballot-opened-in-vain = the ballot of entry { $ballot } is open, though another of the same voter counts: its seal was to be kept
verify-what-erased = erased content
verify-what-restricted = restricted content
verify-what-sealed = sealed ballot
verify-what-selection = selection
verify-what-rule = rule that was not tried
verify-what-explanation = explanation
verify-what-long = long content
verify-what-source = source
verify-what-line = newer content

## Selections

verify-selection-differs = computed again from the ballots it differs: { $what }
verify-differs = { $field } is { $is }, computed { $must }
verify-differs-elsewhere = programme, vote or rule differ
verify-selection-explanation = the published { $name } is not the one computed from the ballots
verify-selection-without = the { $name } is missing
verify-selection-passed-over = { $subject } was counted without { $count } ballots that were hidden then and are public now (entries { $entries }): whoever hid them chose what is counted.
verify-selection-partial = { $subject } rests on { $missing } ballots or score sheets that are hidden (entries { $entries }): it was held against those that are left. { $held }
verify-held-wholly = Which projects are selected does not rest on them, and was computed again
verify-held-within = Which projects are selected was held, project by project, only within what the missing ones could change
verify-held-filled = Which projects are selected could not be held against the missing ones: only that nothing more would have fitted
verify-held-not = Which projects are selected could not be held: any set that keeps to budget, number and groups would pass, with facts and explanations to match
verify-set-differs = the selected projects are not those that the ballots select, and the hidden score sheets decide nothing
verify-set-impossible = whatever the missing ballots and score sheets say, the place of "{ $id }" cannot come out of those that are left
verify-explanation-newer = the { $name } of { $subject } is of format { $format }, which only a newer madang knows; this one computes format { $own }, and could hold nothing that it says beyond the selection
verify-explanation-older = the { $name } of { $subject } is of format { $format }, which this madang no longer computes (it computes { $own }), and could hold nothing that it says beyond the selection
verify-explanation-long = the { $name } of { $subject } has { $bytes } bytes, far more than its ballots give: it was not looked into
verify-explanation-differs = the published { $name } says another { $field } than the selection
verify-tally-cast = the tally says { $is } ballots, and { $must } were cast and not hidden before the count
verify-tally-sum = the parts of the tally add up to { $sum }, not to the { $cast } ballots that it speaks of
verify-tally-excluded = the tally says that { $is } ballots were taken out, and entries of the record took out { $must }
verify-tally-excluded-sheets = the tally says that { $is } score sheets were taken out, and entries of the record took out { $must }
verify-tally-bound = the tally says { $field } { $is }; from the ballots at hand it is { $seen }, and { $missing } missing ones cannot make up the difference
verify-selected-twice = a project is selected twice
verify-selected-limits = the selected projects cost more than the budget, or are more than the number
verify-total-cost = the total cost is { $is }; what is selected costs { $must }
verify-quota = the group "{ $group }" has { $number } projects for { $money }, which the rule does not allow

## To look up

verify-lot-form = its form was pledged, { $numbers } numbers from { $least } to { $most }, and is kept
verify-lot-no-form = its form was not pledged: any text would have been taken
verify-look-up-lot = the lot of vote "{ $vote }": entry { $pledged } pledged this value before the vote: "{ $pledge }". The record gives it as "{ $value }", with the seed { $seed } whose hash was pledged ({ $seed_hash }); { $form }. Look up whether that is what was drawn, and that it was drawn after the vote closed
verify-look-up-voters = the voters of vote "{ $vote }": { $voters } { $voters ->
    [one] pseudonym has a ballot that counts
   *[other] pseudonyms have a ballot that counts
 }. That they are as many people, all of them entitled to vote, rests on the roll outside the record: ask whoever keeps it how many handed in a ballot, and whether these are they
verify-look-up-voters-and-members = the voters of vote "{ $vote }": { $voters } { $voters ->
    [one] pseudonym has a ballot that counts
   *[other] pseudonyms have a ballot that counts
 }, and { $members } { $members ->
    [one] member has a score sheet
   *[other] members have a score sheet
 }. That they are as many people, all of them entitled to vote or appointed, rests on the roll and the appointments outside the record: ask whoever keeps these how many took part, and whether these are they
verify-look-up-kept = { $said }. { $kept } { $kept ->
    [one] ballot more was
   *[other] ballots more were
 } replaced by another of the same voter and stay under seal for ever: nobody can open them, so that whoever signs the record could have made them up in voters' names. Ask voters whether they cast as many ballots as stand under their pseudonym

## What costs trust

verify-cost-cancelled = vote "{ $vote }" was called off with { $cast } ballots under seal
verify-cost-cancelled-opened = vote "{ $vote }" was called off after its { $cast } ballots were opened
verify-cost-database = a database of { $database } entries was accepted although a checkpoint over { $signed }, root hash { $root }, had been signed: receipts for { $lost } entries no longer hold. The reason given: { $reason }
verify-cost-older-rules = { $count } { $count ->
    [one] entry is
   *[other] entries are
 } held to rules of before, which ask less than this version's ({ $rules }): what a record begins with says which, and whoever signs it chooses that
verify-cost-vote-older-rules = vote "{ $vote }" was under way when the record adopted later rules (entry { $adopted }), and stays under those it opened under: they are older than rules 4, so that its ballots tell the millisecond, and all of them are opened, those that were replaced too
verify-cost-rotated = { $count } { $count ->
    [one] time
   *[other] times
 } another key was put in force
verify-cost-taken-back = { $count } { $count ->
    [one] proposal was
   *[other] proposals were
} taken back by officials, who say why
verify-cost-withdrawn = { $count } { $count ->
    [one] proposal was
   *[other] proposals were
} taken back by officials without a word of why
verify-cost-erased = { $count } { $count ->
    [one] content was
   *[other] contents were
 } erased: { $ground }
verify-cost-excluded-ballots = vote "{ $vote }": { $count } { $count ->
    [one] ballot was
   *[other] ballots were
 } taken out before the count: { $ground }
verify-cost-excluded-open = { $said }; that was after the ballots were open
verify-cost-excluded-sheets = vote "{ $vote }": { $count } { $count ->
    [one] score sheet was
   *[other] score sheets were
 } taken out before the count: { $ground }
verify-cost-restricted = { $count } { $count ->
    [one] content was
   *[other] contents were
 } restricted: { $ground }
verify-cost-restricted-from-birth = { $count } { $count ->
    [one] content was
   *[other] contents were
 } restricted from the beginning, for which no entry gives a ground
verify-cost-overdue = { $count } { $count ->
    [one] restriction is
   *[other] restrictions are
 } past the day on which it had to be looked at again
verify-cost-replaced = { $subject }: { $count } of { $cast } ballots do not count because the same voter cast another
verify-ground-personal-data = personal data
verify-ground-erasure-request = a request for erasure
verify-ground-unlawful = against the law
verify-ground-order = an order of a court or an authority
verify-ground-deliberation = deliberation under way
verify-ground-house-rules = against the house rules

## What became of a ballot

verify-receipt-stands = entry { $entry } ({ $kind }) stands in the record, and nothing is counted by it
verify-became-recorded = entry { $entry } ({ $kind }) is in the record
verify-became-sheet-counted = the score sheet of entry { $entry } was counted: the selection of entry { $by } rests on it
verify-became-sheet-not-yet = the score sheet of entry { $entry } is recorded; its vote has no selection yet
verify-became-sheet-replaced = the score sheet of entry { $entry } was taken out: entry { $by } of the same member takes its place
verify-became-sheet-taken-out = the score sheet of entry { $entry } was not counted: entry { $by } took it out before the count
verify-became-sheet-gone = the score sheet of entry { $entry } was not counted
verify-became-sheet-cancelled = the score sheet of entry { $entry } was not counted: entry { $by } called its vote off
verify-became-proposal-stands = the proposal of entry { $entry } stands, and is no candidate of a vote yet
verify-became-proposal-in-vote = the proposal of entry { $entry } is a candidate of a vote whose selection is not published yet
verify-became-proposal-withdrawn = the proposal of entry { $entry } was withdrawn
verify-became-proposal-selected = the proposal of entry { $entry } was selected, by entry { $by }
verify-became-proposal-not-selected = the proposal of entry { $entry } was not selected, by entry { $by }
verify-became-amended = what entry { $entry } says of its proposal was amended: entry { $by } says how it reads now
verify-became-erased = { $said }. Its content "{ $name }" is gone: { $actor } erased it in entry { $by } ({ $ground })
verify-became-restricted = { $said }. Its content "{ $name }" is hidden: { $actor } restricted it in entry { $by } ({ $ground })
verify-fate-counted = the ballot of entry { $entry } was counted
verify-fate-replaced = the ballot of entry { $entry } is not counted: entry { $by } by the same voter takes its place
verify-fate-not-counted = the ballot of entry { $entry } was not counted: { $because }
verify-fate-will-count = the ballot of entry { $entry } is open and fit to be counted by the vote's rule; nothing is counted yet, the selection is not published
verify-fate-will-not-count = the ballot of entry { $entry } is open and will not be counted by the vote's rule: { $because }. The selection is not published yet
verify-fate-not-opened = the ballot of entry { $entry } is recorded and under seal; its vote is not opened yet
verify-fate-cancelled = the ballot of entry { $entry } was not counted: entry { $by } called its vote off
verify-fate-hidden = the ballot of entry { $entry } was not counted: entry { $by } erased or restricted it before the count
verify-fate-unknown = whether the ballot of entry { $entry } was counted cannot be told from the record alone: what it says is hidden now. The receipt with the choices on it answers it
verify-because-several = the voter cast several ballots, and then none of them counts
verify-because-unknown-project = it names a project that is no candidate
verify-because-repeated-choice = it names a project twice
verify-because-empty = nothing is on it that could count
verify-because-too-few = it has fewer choices than the vote asks for
verify-because-too-many = it has more choices than the vote allows
verify-because-over-cost = its projects cost more together than the vote allows
verify-because-over-points = its points are not those that the vote asks for
verify-ballot-malformed = ballot of entry { $entry }: { $reason }
verify-word-openness = open
verify-openness-check = { $check } in { $programme }: { $held } held, { $open } not yet due, { $overdue } overdue, { $broken } broken
verify-openness-overdue = { $check }, { $subject }: due by { $due }, { $late ->
    [one] { $late } day
   *[other] { $late } days
} overdue (entries { $entries })
verify-openness-broken = { $check }, { $subject }: due by { $due }, done { $late ->
    [one] { $late } day
   *[other] { $late } days
} late (entries { $entries })
verify-openness-more = { $more } more
