home-title = Public services: speak, choose together, let anyone check
home-lead = People speak and the government answers with reasons; needs become proposals, votes choose among them, and what was promised is followed to the end. All of it stands in a public record, where anyone can check what became of each voice and each ballot.
home-speak = Speak
home-speak-text = Say what is hard and what is missing. You get a receipt and, in due time, an answer with reasons; all of it is public.
home-speak-in = Speak in { $programme }
home-heard-in = What was said in { $programme }
home-speak-elsewhere = Where you cannot speak here, ask the operator how to.
home-find = See what became of it
home-find-text = Find what became of what you said, of your proposal or of your ballot: by words, by number, by receipt.
home-check = Check
home-check-text = See whether any answer is late, anything is hidden or a promise is broken, and count every vote again.
home-check-data = Download the data
home-programmes = Programmes
home-loop = How a programme runs
home-loop-text = It begins with what people say and ends with a service; its assessment becomes new voices. What is done here today: voices and answers, needs, consultations with their agenda and who was there, proposals, votes and selection, services with their milestones and versions, and whether commitments are kept. Assessment still happens elsewhere.
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
