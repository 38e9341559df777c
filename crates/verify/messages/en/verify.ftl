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
verify-word-old = earlier

## The frame of the report

verify-print-record = record { $origin }, { $size } { FORM($size, "entry/entries") }
verify-print-place-entry = entry { $entry }, { $place }
verify-print-all = all entries
verify-print-from = entries from { $first } on
verify-print-entry = entry { $entry }
verify-print-entries = entries { $entries }
verify-print-more = and { $count } more
verify-print-key-came-along = the key came with the record; to be sure whose record it is, get the key elsewhere and pass it with --key
verify-print-operator = run by { $name }, as it says of itself in entry { $entry }
verify-print-operator-again = run by { $name }, as it says of itself in entry { $entry }; { $before } earlier { $before ->
    [one] statement stays
   *[other] statements stay
 } on the record
verify-print-stated = on the word of whoever signs the record: under which pseudonym somebody acted, and what { $count } { FORM($count, "entry says/entries say") } (by kind below). That they were not changed since they were published is shown by receipts, earlier checkpoints and witnesses; that they were true, only by looking

## How it ended

verify-verified = VERIFIED
verify-verified-except = VERIFIED, except for { $count } { $count ->
    [one] thing
   *[other] things
 } to look up outside the record
verify-failed = FAILED
verify-failed-nor-receipt = FAILED; nor does the receipt that was brought fit this record
verify-incomplete = INCOMPLETE: nothing failed, but not everything could be checked
verify-incomplete-except = INCOMPLETE: nothing failed, but not everything could be checked; besides there { $count ->
    [one] is { $count } thing
   *[other] are { $count } things
} to look up outside the record
verify-unread = NOT READ: the record could not be read, and nothing was checked
verify-unread-brought = NOT READ: what the record was to be held against could not be read, and the record was not looked at
verify-receipt-refused = OTHER RECEIPT: the receipt does not fit this record. The record by itself: { $record }
verify-old-refused = OTHER CHECKPOINT: the earlier checkpoint does not fit this record. The record by itself: { $record }

## What holds

verify-holds-root = all { $size } { FORM($size, "entry hashes/entries hash") } to the root of the signed checkpoint
verify-holds-key = the checkpoint is signed by the key in force, { $key }
verify-holds-policy = the checkpoint meets the policy; cosigned by: { $witnesses }
verify-holds-policy-alone = the checkpoint meets the policy, which asks for no witness and found none
verify-holds-seen = { $witness } saw the first { $size } { FORM($size, "entry/entries") } at { $at }: none of them is later
verify-holds-rules = every entry keeps the rules in force when it was made, spelled in the one way ({ $size } { FORM($size, "entry/entries") } of { $kinds } { FORM($kinds, "kind/kinds") } replayed)
verify-holds-contents = { $count } published { FORM($count, "content fits/contents fit") } the { FORM($count, "hash/hashes") } in { FORM($count, "its entry and has/their entries and have") } the shape that { FORM($count, "its/their") } kind asks for
verify-holds-selection = { $subject } (entry { $entry }): { $selected } selected, computed again from { $counted } counted { FORM($counted, "ballot/ballots") }
verify-holds-earlier = { $name } of size { $size } is an earlier state of this record
verify-holds-leaf = { $name } stands in the record as entry { $entry }
verify-promise-old = the earlier checkpoint
verify-promise-receipt = the receipt
verify-promise-receipt-checkpoint = the receipt's checkpoint

## Files

verify-source-unread = cannot read { $path }: { $reason }
verify-no-record = what stands there is no record of Madang: neither checkpoint nor log.vkey is what its name says. Is the address right?
verify-source-waited = { $reason }, and { $most } { FORM($most, "second is/seconds are") } the most that it is waited for altogether: copy the record, or try again later
verify-source-tried = { $reason }, tried { $tried } { FORM($tried, "time/times") }
verify-source-untried = it was not tried
verify-source-answered = the server answered { $status }
verify-source-slow = only { $come } { FORM($come, "byte/bytes") } came in { $seconds } { FORM($seconds, "second/seconds") }
verify-source-timeout = timeout: { $which }
verify-source-no-host = host not found
verify-source-no-connection = connection failed
verify-source-address = bad uri: { $uri }
verify-file-not-utf8 = the file is not UTF-8
verify-file-missing = the file is missing: this is not a published record, or not all of one
verify-bundle-missing = the bundle of entries is missing
verify-tile-missing = the tile is missing
verify-tile-length = the tile has { $bytes } { FORM($bytes, "byte/bytes") }; { $hashes } { FORM($hashes, "hash takes/hashes take") } { $must }
verify-leaf-differs = the published leaf hash is not the hash of the published entry: one of the two was altered
verify-tile-differs = hash { $number } is not the hash of entries { $first }–{ $last } as published: they or the tile were altered
verify-line-of-another-bundle = line { $line } belongs to entry { $entry }
verify-line-out-of-order = line { $line } stands behind those of later entries, out of order
verify-line-repeated = line { $line } repeats a content
verify-line-cut = line { $line } does not end: the file was cut off
verify-line-malformed = line { $line }: { $reason }
verify-line-beyond = line { $line } is for entry { $entry }, and the signed checkpoint covers only those before { $end }
verify-lines-grown = contents of entries that are newer than the checkpoint: the log has grown since it was read
verify-too-many-things = it names more things than are kept in { $most } million { FORM($most, "byte/bytes") }; what follows was not checked (verify --patient keeps all of them, and takes as much memory as they do)
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
verify-rewritten = its root over { $size } { FORM($size, "entry/entries") } is { $is }, this record's is { $must }: the record was rewritten
verify-newer = { $name } is of { $needs } { FORM($needs, "entry/entries") } and this copy of the record has { $size }: what came after cannot be seen in it. Get a fresh copy and check again; where the log itself gives no more, it was cut back
verify-old-altered = the earlier checkpoint does not fit this record: it is not as the log signed it ({ $reason }). Take the file as it was signed, unchanged. It says nothing against the record
verify-old-of-another = the earlier checkpoint does not fit this record: no key of this record signed it (origin of the checkpoint: { $origin }; key in force in the record then: { $key }). Either it is another record's checkpoint or a forged one, or this record is not the one that it was signed for: hold the key against the one that was published elsewhere, and name it with --key
verify-receipt-of-another = entry { $entry } of the record is another than the one in the receipt
verify-receipt-altered = the receipt does not fit this record: it is not as the log handed it out ({ $reason }). Take the file as it was handed out, unchanged. It says nothing against the record
verify-receipt-other-key = the receipt does not fit this record: no key of this record signed it (origin of the receipt: { $origin }; key in force in the record then: { $key }). Either it is another log's receipt or a forged one, or this record is not the one that it was given for: hold the key against the one that was published elsewhere, and name it with --key
verify-key-not-in-force-then = it is signed by a key of this record that was not in force over { $size } { FORM($size, "entry/entries") } (in force was { $key }): a change of keys was put before it or moved, or a key signed that had been replaced
verify-receipt-checkpoint-whole = the receipt's entry is altered ({ $reason }) and shows nothing; its checkpoint is whole and signed by a key of this log, and the record does not fit it

## Times and identifiers

verify-seen-by-clock = the clock of this computer
verify-seen-by-witness = { $witness }, who cosigned it at { $at }
verify-cosigned-in-the-future = the cosignature of { $witness } carries a time that has not come yet
verify-time-too-late = the entry's time, { $at }, is later than { $seen }
verify-time-too-early = the entry's time, { $at }, is before { $earliest }, when no such record was written yet
verify-time-dated-back = the entry's time, { $at }, is earlier than that of a checkpoint over { $size } { FORM($size, "entry/entries") }, which knew nothing of it ({ $seen }): it was dated back
verify-id-time = the time in its identifier { $id } is not the entry's, { $at }
verify-id-twice = its identifier is that of entry { $first }

## Facts and contents

verify-facts-spelling = the entry is not spelled as it is written: the same can be said in one way only
verify-content-spelling = the content is not spelled as it is written: the same can be said in one way only
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
verify-hidden-sealed = sealed until what the entry names has happened; the entry's hash stands
verify-hidden-sealed-for-good = sealed for good: what would open it was called off
verify-hidden-seals-kept = sealed for good: of several ballots of one voter only the one that counts is opened, and none where the vote counts none of them
verify-ballot-opened-in-vain = the ballot of entry { $ballot } is open, though another of the same voter counts: its seal was to be kept
verify-what-erased = erased content
verify-what-restricted = restricted content
verify-what-sealed = sealed content
verify-what-selection = selection
verify-what-rule = rule that was not tried
verify-what-explanation = explanation
verify-what-long = long content
verify-what-source = source
verify-what-line = newer content
verify-what-receipt = receipt
verify-what-old = earlier checkpoint

## Selections

verify-selection-differs = computed again from the ballots it differs: { $what }
verify-differs = { $field } is { $is }, computed { $must }
verify-differs-elsewhere = programme, vote or rule differ
verify-selection-explanation = the published { $name } is not the one computed from the ballots
verify-selection-without = the { $name } is missing
verify-selection-passed-over = { $subject } was counted without { $count } { FORM($count, "ballot/ballots") } that { FORM($count, "was/were") } hidden then and { FORM($count, "is/are") } public now (entries { $entries }): whoever hid them chose what is counted.
verify-selection-partial = { $subject } rests on { $missing } { FORM($missing, "ballot/ballots") } or score sheets that are hidden (entries { $entries }): it was held against those that are left. { $held }
verify-held-wholly = Which projects are selected does not rest on them, and was computed again
verify-held-within = Which projects are selected was held, project by project, only within what the missing ones could change
verify-held-filled = Which projects are selected could not be held against the missing ones: only that nothing more would have fitted
verify-held-not = Which projects are selected could not be held: any set that keeps to budget, number and groups would pass, with facts and explanations to match
verify-set-differs = the selected projects are not those that the ballots select, and the hidden score sheets decide nothing
verify-set-impossible = whatever the missing ballots and score sheets say, the place of "{ $id }" cannot come out of those that are left
verify-explanation-newer = the { $name } of { $subject } is of format { $format }, which only a newer madang knows; this one computes format { $own }, and could hold nothing that it says beyond the selection
verify-explanation-older = the { $name } of { $subject } is of format { $format }, which this madang no longer computes (it computes { $own }), and could hold nothing that it says beyond the selection
verify-explanation-long = the { $name } of { $subject } has { $bytes } { FORM($bytes, "byte/bytes") }, far more than its ballots give: it was not looked into
verify-explanation-differs = the published { $name } says another { $field } than the selection
verify-tally-cast = the tally says { $is } { FORM($is, "ballot/ballots") }, and { $must } were cast and not hidden before the count
verify-tally-sum = the parts of the tally add up to { $sum }, not to the { $cast } { FORM($cast, "ballot/ballots") } that it speaks of
verify-tally-excluded = the tally says that { $is } { FORM($is, "ballot was/ballots were") } taken out, and entries of the record took out { $must }
verify-tally-excluded-sheets = the tally says that { $is } score { FORM($is, "sheet was/sheets were") } taken out, and entries of the record took out { $must }
verify-tally-bound = the tally says { $field } { $is }; from the ballots at hand it is { $seen }, and { $missing } missing { FORM($missing, "one/ones") } cannot make up the difference
verify-tally-dropped = the tally says that { $is } { FORM($is, "choice was/choices were") } dropped from ballots; from the ballots at hand it is { $seen }, and { $missing } missing { FORM($missing, "one/ones") } cannot make up the difference
verify-selected-twice = a project is selected twice
verify-selected-limits = the selected projects cost more than the budget, or are more than the number
verify-total-cost = the total cost is { $is }; what is selected costs { $must }
verify-quota = the group "{ $group }" has { $number } { FORM($number, "project/projects") } for { $money }, which the rule does not allow

## To look up

verify-lot-form = its form was pledged, { $numbers } { FORM($numbers, "number/numbers") } from { $least } to { $most }, and is kept
verify-lot-no-form = its form was not pledged: any text would have been taken
verify-look-up-lot = the lot of vote "{ $vote }": entry { $pledged } pledged this value before the vote: "{ $pledge }". The record gives it as "{ $value }", with the seed { $seed } whose hash was pledged ({ $seed_hash }); { $form }. Look up whether that is what was drawn, and that it was drawn after the vote closed
verify-look-up-voters = the voters of vote "{ $vote }": { $voters } { FORM($voters, "pseudonym has/pseudonyms have") } a ballot that counts. That they are as many people, all of them entitled to vote, rests on the roll outside the record: ask whoever keeps it how many handed in a ballot, and whether these are they
verify-look-up-voters-and-members = the voters of vote "{ $vote }": { $voters } { FORM($voters, "pseudonym has/pseudonyms have") } a ballot that counts, and { $members } { FORM($members, "member has/members have") } a score sheet. That they are as many people, all of them entitled to vote or appointed, rests on the roll and the appointments outside the record: ask whoever keeps these how many took part, and whether these are they
verify-look-up-kept = { $said }. { $kept } { FORM($kept, "ballot more was/ballots more were") } replaced by another of the same voter and { FORM($kept, "stays/stay") } under seal for ever: nobody can open { FORM($kept, "it/them") }, so that whoever signs the record could have made { FORM($kept, "it/them") } up in { FORM($kept, "a voter's name/voters' names") }. Ask voters whether they cast as many ballots as stand under their pseudonym

## What costs trust

verify-cost-rescheduled = vote "{ $vote }": what entry { $before } announced, { $opened } – { $closed }, was changed before it opened to { $opens } – { $closes }: { $became }. The reason given: { $reason }
verify-cost-announced-again = vote "{ $vote }": what entry { $before } announced, { $opened } – { $closed }, was changed before it opened, without saying why, to { $opens } – { $closes }: { $became }
verify-cost-unscheduled = vote "{ $vote }": what entry { $before } announced, { $opened } – { $closed }, was taken back before it opened. The reason given: { $reason }
verify-announced-shorter = the time to vote became shorter
verify-announced-longer = the time to vote became longer
verify-announced-moved = it is as long as before
verify-announced-title = the times stayed as they were, the title did not
verify-cost-opened-late = vote "{ $vote }" opened { $late } later than entry { $before } announced ({ $opens } – { $closes }): there was that much less time to vote
verify-span-minutes = { $number } { FORM($number, "minute/minutes") }
verify-span-hours = { $number } { FORM($number, "hour/hours") }
verify-span-days = { $number } { FORM($number, "day/days") }
verify-cost-never-announced = vote "{ $vote }" opened without having been announced, although other votes of its programme were
verify-cost-never-opened = vote "{ $vote }" was announced for { $opens } – { $closes }, which is past, and never opened; nothing says why
verify-cost-more-databases = { $count } more { FORM($count, "time/times") } a database was accepted that is behind what was signed: receipts no longer hold
verify-cost-more-announcements = { $count } more { FORM($count, "time/times") } what was announced of a vote was changed or taken back
verify-cost-more-openings = { $count } more { FORM($count, "vote was/votes were") } opened late or without having been announced, or announced and never opened
verify-cost-more-cancelled = { $count } more { FORM($count, "vote was/votes were") } called off
verify-cost-beyond = { $files } { FORM($files, "file is/files are") } of entries beyond the { $size } that the checkpoint covers, such as { $path }: nobody signed what is in there, and it was not checked
verify-cost-cancelled = vote "{ $vote }" was called off with { $cast } { FORM($cast, "ballot/ballots") } under seal
verify-cost-cancelled-opened = vote "{ $vote }" was called off after its { $cast } { FORM($cast, "ballot was/ballots were") } opened
verify-cost-database = a database of { $database } { FORM($database, "entry/entries") } was accepted although a checkpoint over { $signed }, root hash { $root }, had been signed: receipts for { $lost } { FORM($lost, "entry/entries") } no longer hold. The reason given: { $reason }
verify-cost-older-rules = { $count } { $count ->
    [one] entry is
   *[other] entries are
 } held to rules of before ({ $held }), which ask less than this version's ({ $rules }): what a record begins with says which, and whoever signs it chooses that
verify-cost-vote-older-rules = vote "{ $vote }" was under way when the record adopted later rules (entry { $adopted }), and stays under those it opened under: they are older than rules 4, so that its ballots tell the millisecond, and all of them are opened, those that were replaced too
verify-cost-rotated = { $count } { $count ->
    [one] time
   *[other] times
 } another key was put in force
verify-cost-personal = { $count } { $count ->
    [one] entry seems
   *[other] entries seem
 } to hold a mail address, a telephone or a resident registration number in an identifier, an address or a pseudonym, where nothing can erase it
verify-cost-taken-back = { $count } { $count ->
    [one] proposal was
   *[other] proposals were
} taken back by officials, who say why
verify-cost-withdrawn = { $count } { $count ->
    [one] proposal was
   *[other] proposals were
} taken back by officials without a word of why
verify-cost-left-others = { $count } { $count ->
    [one] proposal was
   *[other] proposals were
} taken back in which others went on, and with it the answer that those were owed
verify-cost-amended = { $count } { $count ->
    [one] amendment by an official changes
   *[other] amendments by officials change
} what a participant handed in: words and values that read as theirs rest on the official
verify-cost-voices-withdrawn = { $count } { $count ->
    [one] voice was
   *[other] voices were
} taken back by another than whoever said so, and no answer is due any more
verify-cost-spoken-for = { $count } { $count ->
    [one] entry adds
   *[other] entries add
} to a voice, or asks for another look at its answer, in the place of whoever said it: those words rest on whoever entered them
verify-cost-codes-renewed = { $count } { $count ->
    [one] voice was
   *[other] voices were
} given another code for a slip that was lost: who showed who they are rests on whoever handed it out
verify-cost-longer = { $count } { $count ->
    [one] entry makes
   *[other] entries make
} a period longer: what began while it held could wait for longer
verify-cost-joined = { $count } { FORM($count, "merge or split by another puts/merges or splits by others put") } what a participant handed in into other words: it stands under its own name no more, and those who endorsed it endorsed nothing that goes on
verify-cost-slips-withdrawn = { $count } { FORM($count, "voice that came on a slip was/voices that came on slips were") } taken back under what the record has of the slip's code: everybody can read that there, and nobody can tell whether the holder of the slip or the office did it
verify-cost-rests = { $count } { FORM($count, "calendar has/calendars have") } more than two days of rest in each week: whatever falls due on one is due later
verify-cost-days-off = { $count } { FORM($count, "entry puts/entries put") } days into a calendar on which nobody works: what was due on them is due later
verify-cost-renamed = { $count } { FORM($count, "time/times") } an institution was named again: what it owed and was late with stands under the new name
verify-cost-scored-late = { $count } score { FORM($count, "sheet is of a member who was/sheets are of members who were") } appointed after the vote had opened: whoever appointed them knew what it was about
verify-cost-dropped = { $count } { FORM($count, "time/times") } it was told that what was adopted will not be done after all
verify-cost-delayed = { $count } { FORM($count, "time/times") } what was adopted was put off to a later day than was planned first
verify-cost-duties-waived = { $count } { FORM($count, "time/times") } something that a consultation owes was waived
verify-cost-minutes-corrected = { $count } { FORM($count, "time/times") } approved minutes were put right afterwards
verify-cost-milestones-later = { $count } { FORM($count, "time/times") } a milestone of a service was put off to a later day
verify-cost-never-ran = { $count } { FORM($count, "service/services") } ended of which no version was ever released
verify-cost-hidden-candidates = vote "{ $vote }": the words of candidates were hidden { $count } { FORM($count, "time/times") } before its ballots were open: whoever voted then could not read them
verify-cost-promises = { $count } { $count ->
    [one] answer takes
   *[other] answers take
} back what was adopted before
verify-cost-granted = { $count } { $count ->
    [one] role was
   *[other] roles were
} granted under a name that no entry made an administrator
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
verify-cost-replaced = { $subject }: { $count } of { $cast } { FORM($cast, "ballot/ballots") } { FORM($count, "does/do") } not count because the same voter cast another
verify-ground-personal-data = personal data
verify-ground-erasure-request = a request for erasure
verify-ground-unlawful = against the law
verify-ground-order = an order of a court or an authority
verify-ground-deliberation = deliberation under way
verify-ground-house-rules = against the house rules
verify-ground-proposer-request = at the request of whoever proposed it

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
verify-became-proposal-goes-on = the proposal of entry { $entry } was merged into another, or split, by entry { $by }
verify-became-proposal-selected = the proposal of entry { $entry } was selected, by entry { $by }
verify-became-proposal-not-selected = the proposal of entry { $entry } was not selected, by entry { $by }
verify-became-proposal-answered = the proposal of entry { $entry } is no candidate of a vote yet, and was answered by entry { $by }
verify-became-voice-waits = the voice of entry { $entry } was received, and waits for its answer
verify-became-voice-answered = the voice of entry { $entry } was answered: entry { $by } is the answer that stands
verify-became-voice-withdrawn = the voice of entry { $entry } was taken back by entry { $by }
verify-became-answer-stands = the answer of entry { $entry } stands
verify-became-answer-replaced = the answer of entry { $entry } does not stand any more: entry { $by } takes its place
verify-became-amended = what entry { $entry } says of its proposal was amended: entry { $by } says how it reads now
verify-became-endorsement-counts = the endorsement of entry { $entry } counts: its proposal stands as it was read
verify-became-endorsement-of-before = the endorsement of entry { $entry } counts for the version that was read; the proposal reads otherwise since entry { $by }
verify-became-endorsement-withdrawn = the endorsement of entry { $entry } does not count any more: entry { $by } took it back
verify-became-comment-stands = the comment of entry { $entry } stands beside its proposal
verify-became-of-withdrawn = entry { $entry } ({ $kind }) is about a proposal that entry { $by } took back
verify-became-of-joined = entry { $entry } ({ $kind }) is about a proposal that entry { $by } merged into another or split: it stands for nothing that goes on
verify-became-supplement-waits = what entry { $entry } adds was received, and its voice waits for an answer
verify-became-supplement-answered = the voice that entry { $entry } adds to was answered: entry { $by } is the answer that stands
verify-became-supplement-withdrawn = the voice that entry { $entry } adds to was taken back by entry { $by }
verify-became-look-waits = the other look that entry { $entry } asks for is still to come
verify-became-look-taken = what entry { $entry } asks for was looked at again: entry { $by } is the answer to that
verify-became-member-sits = the member whom entry { $entry } appointed sits on the body
verify-became-member-left = the member whom entry { $entry } appointed sits on the body no more: entry { $by } says so
verify-became-role-held = the role of entry { $entry } is held
verify-became-role-ended = the role of entry { $entry } is held no more: entry { $by } ended it
verify-became-announcement-stands = what entry { $entry } announces of its vote stands
verify-became-announcement-ended = what entry { $entry } announces of its vote does not hold any more: entry { $by } changed it or took it back
verify-became-announcement-opened = the vote that entry { $entry } announces was opened by entry { $by }
verify-became-erased = { $said }. Its content "{ $name }" is gone: { $actor } erased it in entry { $by } ({ $ground })
verify-became-restricted = { $said }. Its content "{ $name }" is hidden: { $actor } restricted it in entry { $by } ({ $ground })
verify-fate-counted = the ballot of entry { $entry } was counted
verify-fate-counted-without = the ballot of entry { $entry } was counted without { $dropped } { FORM($dropped, "choice/choices") } on it that { FORM($dropped, "is no candidate/are no candidates") }
verify-fate-replaced = the ballot of entry { $entry } is not counted: entry { $by } by the same voter takes its place
verify-fate-not-counted = the ballot of entry { $entry } was not counted: { $because }
verify-fate-will-count = the ballot of entry { $entry } is open and fit to be counted by the vote's rule; nothing is counted yet, the selection is not published
verify-fate-will-count-without = the ballot of entry { $entry } is open and fit to be counted by the vote's rule without { $dropped } { FORM($dropped, "choice/choices") } on it that { FORM($dropped, "is no candidate/are no candidates") }; nothing is counted yet, the selection is not published
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

## Checks of openness

verify-word-openness = open
verify-openness-at = the checks of openness at { $at }, of the { $entries } { FORM($entries, "entry/entries") } that the record had by then
verify-openness-at-in-copy = the checks of openness at { $at }, of the { $entries } { FORM($entries, "entry/entries") } of this copy
verify-openness-day = the end of { $day } in { $zone } ({ $at })
verify-openness-ends = this copy ends at { $ends }, before the time that is asked for: what was recorded after that, an answer too, is not in it
verify-openness-no-programme = there was no programme, and nothing to ask
verify-openness-nothing = { $check } ({ $asks }) in { $programme }: nothing to ask
verify-openness-check = { $check } ({ $asks }) in { $programme }: { $held } held, { $open } not yet due, { $overdue } overdue, { $broken } broken
verify-openness-check-in-copy = { $check } ({ $asks }) in { $programme }: { $held } held, { $open } not yet due, { $overdue } overdue unless done since this copy ends, { $broken } broken
verify-openness-overdue-in-copy = { $check }, { $subject }: due by { $due }, not done when this copy ends; { $late ->
    [one] { $late } day
   *[other] { $late } days
} overdue if nothing was done since (entries { $entries })
verify-openness-overdue = { $check }, { $subject }: due by { $due }, { $late ->
    [one] { $late } day
   *[other] { $late } days
} overdue (entries { $entries })
verify-openness-broken = { $check }, { $subject }: due by { $due }, done { $late ->
    [one] { $late } day
   *[other] { $late } days
} late (entries { $entries })
verify-openness-whose = { $said }; institution: { $institution }
verify-openness-missed = { $check }, { $subject }: not as it had to be, and it can no more be mended (entries { $entries })
verify-openness-mendable = { $check }, { $subject }: not as it has to be, and it can still be announced otherwise (entries { $entries })
verify-openness-reason-gone = { $check }, { $subject }: answered, and the reason is erased (entries { $entries })
verify-openness-hidden-long = { $check }, { $subject }: hidden until { $due } at the latest, which is longer than may be (entries { $entries })
verify-openness-no-ground = { $check }, { $subject }: hidden since { $due }, and no entry says on which ground and until when (entry { $entries })
verify-openness-dropped = { $check }, { $subject }: adopted and planned by { $due }, then dropped (entries { $entries })
verify-openness-more = { $more } more
verify-openness-unread = not asked: the record was read by its rules as far as its first { $entries } { FORM($entries, "entry/entries") } alone, for the reason given above
verify-openness-no-time = not asked: { $at } is no time
verify-openness-unlisted = { $unlisted } { FORM($unlisted, "finding is/findings are") } counted and not listed, the best of each check (verify --patient lists all of them)
verify-openness-unseen = C20 could not be asked of { $unseen } { FORM($unseen, "content that was/contents that were") } public then: hidden since, nobody can read them here
verify-openness-beyond = C20 was asked of { $most } { FORM($most, "content/contents") } with personal data, or hidden since; { $beyond } more { FORM($beyond, "was/were") } not counted (verify --patient counts all of them)

## The code of a slip

verify-code-unknown = no voice on this record has this code. Either it was mistyped, or it is of another log
verify-code-replaced = voice { $voice } of { $programme }, entry { $entry }, had this code: entry { $by } put another in its place, and this one is good for nothing any more
verify-code-waiting = voice { $voice } of { $programme }, entry { $entry }, waits for its answer
verify-code-asked = voice { $voice } of { $programme }, entry { $entry }: whoever said it was asked for more until { $until }
verify-code-answered = voice { $voice } of { $programme }, entry { $entry }, was answered
verify-code-withdrawn = voice { $voice } of { $programme }, entry { $entry }, was taken back by entry { $by }
verify-code-adopted = entry { $entry }, { $at }: adopted
verify-code-adopted-in-part = entry { $entry }, { $at }: adopted in part
verify-code-merged = entry { $entry }, { $at }: goes on in another
verify-code-not-adopted = entry { $entry }, { $at }: not adopted
verify-code-out-of-scope = entry { $entry }, { $at }: the task of another
verify-code-already-exists = entry { $entry }, { $at }: is there already
verify-attachment-missing = files of public voices that are not here: check again with an export that has them
verify-holds-attachments = { $count } { FORM($count, "file/files") } of voices { FORM($count, "fits/fit") } the { FORM($count, "hash/hashes") } that the words name
verify-what-attachment = attached file
verify-code-erased = entry { $entry }: its content "{ $name }" is gone: entry { $by } erased it ({ $ground })
verify-code-restricted = entry { $entry }: its content "{ $name }" is hidden: entry { $by } restricted it ({ $ground })
