# What `madang demo` says. A message here has its like in ko/demo.ftl, with the same placeholders.

demo-directory = data directory { $place }
demo-past = the example begins { $days } { FORM($days, "day/days") } ago: its first entries tell times of then, though they are written now
demo-record = record { $origin } has { $size } { FORM($size, "entry/entries") }
demo-example = the example vote
demo-already = already set up; nothing is imported twice
demo-casts = casts { $voters } { FORM($voters, "ballot/ballots") } under seal
demo-commitments = imports commitment KR0018 and the list of { $number } Korean { FORM($number, "commitment/commitments") }
demo-programme = creates the programme { $programme }: four service groups, { $bodies } { FORM($bodies, "body/bodies") }, target { $target }
demo-programme-of-vote = creates the programme { $programme } for the vote of { $file }
demo-candidates = imports { $number } { FORM($number, "candidate/candidates") }
demo-rule = fixes the selection rule on the record, before any ballot
demo-opens = opens the vote { $vote } ({ $ballots })
demo-closes = closes the vote, opens the ballots and runs the selection
demo-selected = selected { $selected } of { $candidates } { FORM($candidates, "candidate/candidates") } from { $counted } counted { FORM($counted, "ballot/ballots") } ({ $not } did not count)
demo-operator = says on the record who runs it
demo-voices = receives { $number } { FORM($number, "voice/voices") }, all of them invented
demo-speak = five invented people speak for themselves: one voice will go to another institution, one will be taken back, one added to, one answered twice, and one hidden and shown again
demo-needs = groups them by { $number } { FORM($number, "need/needs") }, splits one and merges two
demo-answers = gives { $number } { FORM($number, "answer/answers") } to voices and proposals, invented too
demo-conversation = calls for more proposals; invented participants hand in three, endorse and discuss them; one is merged, and one is split
demo-small = makes the small programme { $programme } and announces two votes: one that the scores of a panel decide, and one in which a lot decides a tie
demo-small-closed = closes the vote “{ $vote }”; the value of its lot is still to come
demo-small-selected = the vote “{ $vote }” selects { $selected }
