home-title = Choose public services together, and let anyone check
home-lead = Madang keeps a public record of how a government listens to people, chooses flagship services and builds them with the public. Anyone can recompute how each single ballot counted.
home-programmes = Programmes
home-loop = How a programme runs
home-loop-text = It begins with what people say and ends with a service; its assessment becomes new voices. Proposals and selection are what runs today.
home-record = A record that cannot be rewritten
home-record-text = An entry on record cannot be changed or removed, and each has a proof that it is in the record. You can check it without trusting the government or Madang.
home-verify = Verify it yourself
home-record-link = { $count ->
    [one] Open the record ({ $number } entry)
   *[other] Open the record ({ $number } entries)
}
home-latest = Latest entries
home-loop-voices = Voices: anyone speaks, through any channel
home-loop-needs = Needs: similar voices are brought together and named
home-loop-proposals = Proposals: candidate services are handed in
home-loop-consultation = Consultation: meetings and workshops look at them
home-loop-selection = Selection: flagships are chosen by a rule fixed beforehand
home-loop-development = Development: they are built with the people who will use them
home-loop-service = Service: they run and are improved
home-loop-assessment = Assessment: an independent reviewer looks at it all
