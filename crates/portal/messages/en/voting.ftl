voting-roll = Who may vote
voting-roll-people = { $count ->
    [one] { $number } person is on the roll.
   *[other] { $number } people are on the roll.
}
voting-roll-size = On the roll
voting-roll-source = Where the roll is from
voting-roll-root = Root of the tree over the roll
voting-roll-from-accounts = It is of everybody who showed who they are by the provider's identity.
voting-roll-from-table = It is of a table of identifiers, or of what a registry makes of them with a key that it keeps.
voting-roll-close = Close the roll
voting-roll-lead = Who may vote is settled before the vote opens. The record then says how many they are and has the root of a tree over them; who they are stays off the record.
voting-roll-table-hint = For a table: a row for each person, and one column, “id”: what identifies them where they sign in. Capital letters, hyphens and spaces around it make no difference.
voting-roll-stands = A roll stands already; the new one takes its place.
voting-roll-for-good = Once the vote is open the roll cannot be changed.
voting-roll-nobody-verified = Nobody has shown who they are by the provider's identity yet.
voting-own-title = Cast your ballot
voting-own-lead = Choose, look at your ballot, cast it.
voting-own-mine = My choices
voting-own-choose = Choose
voting-own-drop = take off
voting-own-none = Nothing is chosen yet.
voting-own-chosen = Chosen
voting-own-cost = Cost together
voting-own-points = Points
voting-own-place = Place
voting-own-left = { $left } left
voting-own-over = { $over } too much
voting-own-update = Update my choices
voting-own-review = Look at my ballot
voting-own-review-lead = This is your ballot. It is not cast yet.
voting-own-cast = Cast my ballot
voting-own-search = Search
voting-own-all-groups = all groups
voting-own-add = Take over what I chose
voting-own-nothing-found = No candidate fits.
voting-own-read = read
voting-own-is-chosen = Chosen:
voting-own-again = You can cast another ballot until the vote closes; your last one counts.
voting-own-once = You cast one ballot, and cannot change it.
voting-own-receipt-proves = You get a receipt with your choices. It proves that your ballot is on the record, and to whoever you give it, how you voted. Nobody may ask you for it.
voting-own-operator-reads = Ballots are under seal until they are opened; then everybody can read them, under a random name. Whoever runs this portal could read them before, and could see who cast which.
voting-own-not-counted = This ballot could not count: { $expected }
voting-own-spent = You voted already in a way that cannot be changed here: on paper, or with an account that was erased.
voting-own-stranger = You are not on the roll of this vote. Whoever is on it is known by the identity with which they sign in: if that is you, add it to your account, or ask the office that runs the programme.
voting-own-no-roll = Nobody votes here in this vote: it has no roll.
voting-own-over-now = This vote takes no ballots now.
voting-own-done = Your ballot is on the record.
voting-own-keep = Keep the receipt. It is mailed to nobody, and can be downloaded here as long as you are signed in to this account.
voting-own-check-page = To see what became of your ballot, bring the receipt or the number of its entry:
voting-own-check-program = To check the receipt with the program, without trusting whoever runs this portal:
voting-own-check-hand = To check it by hand: the entry names the hash of your ballot. It is the SHA-256 of the salt and the choices as they stand in the receipt, and the proof leads from the entry to the signed checkpoint.
voting-assist-title = Help somebody to vote
voting-assist-lead = For whoever comes in person and is on the roll. Look at their document first; what identifies them is kept nowhere.
voting-assist-identifier = What identifies them
voting-assist-identifier-hint = As the roll has it. It is compared as a salted hash.
voting-assist-how = How they vote
voting-assist-helped = Here, with help: the ballot is cast now
voting-assist-on-paper = On paper: note that they were given one
voting-assist-go = Go on
voting-assist-went = { $count ->
    [0] Nobody on the roll has voted yet.
    [one] { $number } person on the roll has voted.
   *[other] { $number } people on the roll have voted.
}
voting-assist-stranger = Whoever that is, they are not on the roll.
voting-assist-spent = They voted already.
voting-assist-paper-given = It is noted that they vote on paper. They cannot vote in another way now.
voting-paper-title = Bring papers in
voting-paper-lead = Each paper is keyed by two people, each for themselves. When both say the same of all papers of a place, they are brought to the record together, before the vote closes.
voting-paper-place = Place
voting-paper-number = Number of the paper
voting-paper-says = What is chosen on it
voting-paper-says-hint = Identifiers of proposals with blanks between them, best first in a ranking; nothing where nothing that counts is chosen.
voting-paper-says-points = Identifiers of proposals with their points, as 12:3 7:5; nothing where nothing that counts is chosen.
voting-paper-key = Key it
voting-paper-keyed = Keyed. Another person keys it after you.
voting-paper-same = Two people say the same.
voting-paper-differ = Two people say something else: look at the paper, and correct it.
voting-paper-settled = Two other people keyed this paper.
voting-paper-waits = You keyed it; another person is to.
voting-paper-yours = Somebody keyed it; you are to, for yourself.
voting-paper-written = What was keyed
voting-paper-blank-one = nothing that counts
voting-paper-caption = The papers of this place
voting-paper-for-good = What is brought in cannot be taken back, but for ballots that are taken out with a reason.
voting-paper-not-settled = They can be brought in when two people say the same of each.
voting-paper-release = { $count ->
    [one] Bring { $number } paper in
   *[other] Bring { $number } papers in
}
voting-paper-unreadable = “{ $found }” cannot be read as choices
voting-paper-not-counted = This paper could not count: { $expected }. Leave the field empty if that is what stands there.
voting-paper-ballots = Ballots
voting-paper-blank = Papers on which nothing counts
voting-paper-all = { $count ->
    [one] { $number } ballot came on paper:
   *[other] { $number } ballots came on paper:
}
voting-paper-of-place = { $ballots } as ballots, { $blank } on which nothing counts
