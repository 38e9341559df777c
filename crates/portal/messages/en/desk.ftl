desk-title = Desk
desk-lead = What is to be done next by whoever holds a role, overdue on top, each with its form.
desk-not-yours = This page is for whoever holds a role and signed in with their passkey.
desk-next = Due next
desk-what = What is to be done
desk-task = What is to be done, by its name for programs
desk-about = About
desk-programme = Programme
desk-subject = What it is about, as the record names it
desk-institution = Institution
desk-due = Due by
desk-late-days = Days late
desk-entry = Entry
desk-only = How urgent
desk-only-late = overdue alone
desk-late = { $count ->
    [one] { $number } day late
   *[other] { $number } days late
}
desk-found = { $count ->
    [one] { $number } thing to do
   *[other] { $number } things to do
}
desk-found-late = { $count ->
    [one] { $number } is overdue
   *[other] { $number } are overdue
}
desk-nothing = Nothing is to be done now, and nothing falls due within a week.
desk-nothing-like-that = Nothing like that is to be done.
desk-caption = What is to be done, about what, by whom and by when
desk-table = As a table for spreadsheets (CSV)
desk-task-answer = Answer
desk-task-answer-again = Answer again: another look was asked for
desk-task-supplement-over = Answer: what was asked to be added did not come
desk-task-expertise-over = Answer: the time of the expert is over
desk-task-progress = Tell progress on what was adopted
desk-task-milestone = Reach a milestone of a service, or move it
desk-task-review = Look again at what was hidden
desk-task-personal-data = Take personal data out of public words
desk-answer-many = Answer many voices at once
desk-answer-many-proposals = Answer many proposals at once
desk-mail = Be told by mail of what is due
desk-audit-title = Who did what
desk-audit-lead = Everything that was done in the programmes in which you hold a role, the newest first: who, what, about what. It is all on the public record.
desk-audit-caption = Entries of the record
desk-audit-none = Nothing like that was done.
desk-audit-at = When
desk-audit-actor = Who
desk-audit-kind = What
desk-audit-whole = The whole record
desk-audit-no-subject = “{ $found }” is nothing that can be looked for: give the address of the page of a voice, a need or a proposal, or its kind and number (voice/12)
desk-audit-older = Older entries
desk-of-programme = officials of the programme
desk-task-forum = Call the forum together
desk-task-declarations = Have interests declared
desk-task-scores = Have scores handed in
