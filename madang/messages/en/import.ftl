# What `madang import` says. A message here has its like in ko/import.ftl, with the same placeholders.

import-no-record = there is no record in { $place }; --data names another directory. A record begins with a file of a programme or of commitments, and none of these files is one
import-would-begin = a new record would begin in { $place }, named { $origin }
import-begins = a new record begins in { $place }, named { $origin }
import-trial-name = ATTENTION: { $origin } is a name for trying things out. It stands on every checkpoint and can never be changed: begin a record that others are to check with --origin madang.example.go.kr (or MADANG_ORIGIN)
import-size = record has { $size } { FORM($size, "entry/entries") }
import-tried-at = vote { $vote } is announced to open at { $at }: it was tried as of then
import-dry-run = nothing was recorded (--dry-run)
import-good = what is good in these files:
import-wrong-lines = mistakes in { $lines }
import-nothing = nothing was recorded
import-encoded = { $file } is encoded in { $encoding } and was read as that
import-would-be-recorded = { $file }: { $new } { $new ->
    [one] entry
   *[other] entries
 } would be recorded
import-recorded = { $file }: { $new } { $new ->
    [one] entry
   *[other] entries
 } recorded
import-repeated = { $repeated } on record already
import-by-number = { $voters } { FORM($voters, "voter is/voters are") } called by a telephone or resident registration number: the record has pseudonyms in their place; keep the file to yourself, or delete it
import-seed = the seed of the lot is in { $file }; keep a copy: without it the ballots cannot be opened
import-not-kept = the record would select by another rule than the one that the file states; --accept meaning takes the vote all the same
import-not-counting = the ballot would not count: { $words }
import-mend = mend the ballots that would not count, or record them all the same with --accept { $names }
import-ballots = { $ballots } { $ballots ->
    [one] ballot
   *[other] ballots
 } of { $voters } { $voters ->
    [one] voter
   *[other] voters
 }: { $counting } can count, { $not } cannot
import-because = { $count } because { $words } ({ $lines })
import-without = { $count } of those that count { FORM($count, "is/are") } counted without a choice that is no candidate: { $ids } ({ $lines })
import-voted-before = { $count } { $count ->
    [one] ballot
   *[other] ballots
 } by voters who have one on the record already ({ $lines })
import-lines = { $count ->
    [one] line
   *[other] lines
 } { $some }
import-lines-more = lines { $some } and { $more } more
import-fault-repeated = the voter has another ballot
import-fault-unknown = a project on it is no candidate
import-fault-twice = a project stands on it twice
import-fault-empty = there is no choice on it
import-fault-limit = it breaks a limit of the vote
import-money = { $field } is { $amount }
import-no-vote-open = no vote of programme "{ $programme }" is open that ballots and scores could be for: { $votes }
import-no-vote-yet = there is none yet; a file with `rule` and `ballots` opens one
import-vote-closed = vote "{ $vote }" is closed
import-vote-cancelled = vote "{ $vote }" is cancelled
import-takes-no-more = { $which }: it takes no more ballots and scores
import-no-programme = proposals, votes and ballots belong to a programme: name it with --programme
import-fact-refused = { $what } holds { $found } in its identifier or its source, where it would stand on the record for ever and nothing could erase it: write it otherwise, or accept it (--accept personal-data)
import-fact-of-person = line { $line }, { $what } holds { $found } in its identifier or its source: it stands on the record for ever, and nothing can erase it; write it otherwise
import-mail-address = a mail address
import-several-votes = several votes of programme "{ $programme }" are open: { $votes }; --vote names the one that these are for
import-bar-in-id = line { $line }: a bar parts the choices of a ballot, but { $id } is one candidate of this vote, so that nobody can say what was chosen. Write a row for each choice (voter_id,project)
import-other-money = the file's money is { $own }, the programme's { $programme }
import-number-resident = a resident registration number
import-number-telephone = a telephone number
import-other-file = only .json, .csv and .pb files can be imported
import-other-json = it is neither a list of proposals nor an object with `commitments`, `groups` (of a programme) or `rule` (of a vote); `madang template` writes one of each to fill in
import-meta = META: { $what }
import-personal = { $number } { $number ->
    [one] voice seems
   *[other] voices seem
 } to hold an address, a telephone number or a resident registration number, in { $number ->
    [one] line
   *[other] lines
 } { $lines }: their words are public at once; take them out of the file, or restrict them afterwards (`madang content restrict`)
import-words-of-person = the words of { $number ->
    [one] line { $lines } seem
   *[other] { $number } lines ({ $lines }) seem
 } to hold an address, a telephone number or a resident registration number: they are public at once; take them out of the file, or restrict them afterwards (`madang content restrict`)
import-rows-alike = { $number } { $number ->
    [one] row says
   *[other] rows say
 } what an earlier row of the file says to the letter, in { $number ->
    [one] line
   *[other] lines
 } { $lines }, and { $number ->
    [one] is
   *[other] are
 } passed over: of identical ones the first counts. What other people said in the same words is another voice with an id or a code of its own, or in another --wave
import-official = this is an official’s act; { $actor } may not do it
import-actor = { $role } does not act at the console; official, facilitator and administrator do
import-perhaps-erased = this row is not on record, but a voice of the same channel, institution, group, audience, region and source was erased (entry { $entry }), and nobody can tell any more what it said: take the row out of the file if it is that one; if it is another, --accept erased-voices records it
import-same-rows = { $number } { $number ->
    [one] row was
   *[other] rows were
 } imported already from a file with the same { $number ->
    [one] row
   *[other] rows
 } ({ $lines }); if other people said the same at another time, import the file with --wave and a name for that time
import-answers = the answers decide: { $numbers }
import-opens-vote = with this, vote { $vote } is open: ballots are taken, and its { $candidates } { FORM($candidates, "candidate and the rule are/candidates and the rule are") } fixed. { $closes }
import-closes-at = It is announced until { $at }; `madang select` closes it
import-closes-never = No end is announced: it stays open until `madang select` closes it
import-over-all = rule.budget, { $budget }, is more than all candidates cost together, { $all }: is there a nought too many?
import-example-row = this is a row of the file to fill in, as it was: change it or take it out
import-examples = --accept examples records such rows all the same, for a trial
import-example-summary = the summary is still that of the file to fill in, and no command changes it once it is recorded
