answer-adopted = Adopted
answer-adopted-in-part = Adopted in part
answer-merged = Merged into another
answer-not-adopted = Not adopted
answer-out-of-scope = Task of another institution
answer-already-exists = Already exists
answer-criterion-feasible = feasible
answer-criterion-creative = new
answer-criterion-effective = effective
answer-criterion-scope = of wide enough reach
answer-criterion-lasting = lasting
answer-changed-plan = Plan
answer-changed-service = Service
answer-changed-rule = Law or guideline
answer-changed-budget = Budget
answer-changed-information = Public information
answer-changed-other = Other
answer-planned-by = planned by { $day }
answer-replaced = a later answer took its place
answer-step-started = Under way
answer-step-done = Done
answer-step-delayed = Delayed
answer-step-dropped = Will not be done after all
answer-of-proposal = Proposal { $id }
answer-progress = Progress
answer-progress-words = In words
answer-evidence = Shown by
answer-disposition = Decision
answer-into = Goes on in
answer-unmet = Criteria not met
answer-whose = Institution whose task it is
answer-exists-at = To be found at
answer-post = Decided by
answer-changed = What changed
answer-planned = Planned by
answer-title = Answer
answer-none-yet = Not answered yet.
answer-none-due = It was taken back: no answer is due.
answer-by-merging = It has no answer of its own: it was merged with others or split, which counts as its answer.
answer-criteria = Criteria
answer-criterion-met = met
answer-criterion-not-met = not met
answer-changed-nothing = nothing
answer-given-on = Answered
answer-replaces = It replaces an earlier answer, which stands below under what else happened.
answer-institution = Institution
answer-due = Due by
answer-due-again = Another look is due by
answer-in-time = answered on { $day }, in time
answer-was-late-on = answered on { $day }, { $late }
answer-time-left = there is time left
answer-was-late = { $count ->
    [one] { $number } day late
   *[other] { $number } days late
}
answer-overdue = { $count ->
    [one] { $number } day overdue
   *[other] { $number } days overdue
}
answer-sum = { $from } + { $period } = { $end }.
answer-sum-paused = + { $days } { FORM($days, "day/days") } on which the clock stood still = { $then }.
answer-sum-moved = Nobody works on that day: { $due }.
answer-steps = { $count ->
    [one] What else was done ({ $number } step)
   *[other] What else was done ({ $number } steps)
}
answer-before = Answered before: { $disposition }
answer-expertise-until = The clock stands still until { $day }.
answers-title = Answers
answers-page-title = Answers, { $programme }
answers-lead = Every voice and every proposal is answered, with the reason, who decided it and what changed. Nothing is overwritten.
answers-share = Answered
answers-share-of = { $answered } of { $all } ({ $percent }%)
answers-share-settled = { $number } of these { FORM($number, "was/were") } merged with others or split, which counts as answered
answers-median = Time to the answer (median)
answers-median-means = Half of the answers took no longer. Where two stand in the middle, it is the lower.
answers-slowest = Slowest answer
answers-late = Answered, but late
answers-overdue = Overdue, not answered yet
answers-no-days = none yet
answers-by-institution = Answers by institution
answers-said = Voices and proposals
answers-answered = Answered
answers-no-institution = no institution named yet
answers-overdue-title = Overdue now
answers-none-overdue = Nothing is overdue.
answers-overdue-one = due by { $due }, { $days } ago
answers-overdue-more = { $count ->
    [one] and { $number } more
   *[other] and { $number } more
}
answers-all = All answers
answers-found = { $count ->
    [one] { $number } answer
   *[other] { $number } answers
}
answers-found-more = more than { $number } { FORM($number, "answer/answers") }
answers-none = No answer is like that.
answers-show-all = Show all answers
answers-feed = Newest answers as a feed (Atom)
answers-feed-item = { $subject }: { $disposition }
answer-reexamination-asked = Another look asked for
answer-reexamination-for = Somebody else than whoever was answered asked for it, in their name. Another look can be asked for once.
answer-expertise-asked = Expert asked
answer-reason = Reason
answer-reason-other = Reason in Korean
answer-post-other = Decided by, in Korean
answer-changed-words = What changed, in words
answer-changed-words-other = What changed, in Korean
answer-changed-what = Kind of change
answer-changed-where = Where it can be looked at
answer-changed-something = Something changed
answer-changed-nothing-yet = Nothing changed
answer-changed-more = More places
answer-changed-say-what = Say what changed: in words, or where it can be looked at.
answer-changed-both = You say that nothing changed, and what did. Keep one of them.
answer-choose = Choose one.
answer-choose-one = Choose
answer-needed = This is needed.
answer-into-form = “{ $found }” names no voice and no proposal. Write voice/12 or proposal/3, or the address of its page.
answer-into-hint = voice/12 or proposal/3, or the address of its page
answer-pointer-hint = The number of an entry on the record, or a web address
answer-planned-hint = A day that is not past
answer-post-hint = The post that decided, such as “Director of Regional Transport”; never a person's name.
answer-way-answer = Answer
answer-way-anew = Answer anew
answer-way-progress = Tell progress
answer-way-expert = Ask an expert
answer-way-again = Ask for another look
answer-way-notes = Notes for officials
answer-notes-lead = Officials of this programme read this, and nobody else. It stands on no record, is no part of the answer, and can be erased; so it also goes when whoever wrote it erases their account.
answer-note = Note
answer-note-write = Write a note, or erase one
answer-note-keep = Keep the note
answer-note-erase = Erase
answer-form-title = Answer
answer-form-anew-title = Answer anew
answer-form-anew = It was answered already: that answer is in the form. What you release takes its place, and both stay on the record.
answer-kept = Saved on { $since }; it is kept until { $until }.
answer-kept-whose = Nobody else sees it, it stands on no record and counts nowhere.
answer-meanwhile-title = Somebody answered meanwhile
answer-meanwhile-text = This answer was released while you wrote yours. What you wrote is still in the form below. If you release it, it takes the place of theirs, and both stay on the record.
answer-meanwhile-stands = Stands now
answer-meanwhile-same = What you wrote says the same.
answer-meanwhile-caption = In what the two differ
answer-meanwhile-field = Field
answer-meanwhile-theirs = Theirs
answer-meanwhile-mine = Yours
answer-reworded-title = Something was added meanwhile
answer-reworded-voice = Whoever said it added to it while you wrote. What they added stands below.
answer-reworded-proposal = It was revised while you wrote. Below stand its words and what they changed; what you wrote is still in the form.
answer-reworded-see = See all of it
answer-reworded = What you answer was added to or revised while you wrote. Read it, and send your answer again.
answer-preview-title = Look at the answer before it is released
answer-preview-lead = Everybody will read it so, for good: an answer that was released can be answered anew, and not taken back.
answer-preview-release = Release the answer
answer-not-yours-title = This is for others to do
answer-not-yours = It is for officials who act for the institution and signed in with their passkey, or for whoever said it.
answer-not-yours-of = { $institution } is to answer. It is for officials who act for it and signed in with their passkey.
answer-progress-step = How it stands
answer-progress-words-other = In words, in Korean
answer-planned-anew = New day by which it is planned
answer-progress-lead = Tell everybody how it stands with what was adopted. Done needs something that shows it; delayed needs a new day and why.
answer-expert-until = Last day for the expert
answer-expert-lead = While an expert is asked, the clock of the answer stands still, once, and for three weeks at most.
answer-expert-hint = At most 21 days from today
answer-act-submit = Put it on the record
answer-form-comments = Comments on it
answer-again-why = Why it should be looked at again
answer-again-why-other = The same in Korean
answer-again-lead = It can be asked for once, within 15 days after the answer. It is then to be answered again within a month.
answer-again-slip = Whoever said it came with a slip: another look is asked for with its code, in their name.
answer-again-submit = Ask for another look
answer-done = Released
answer-done-title = { $count ->
    [one] It is on the record
   *[other] { $number } things are on the record
}
answer-many-title = Answer many voices at once
answer-many-lead = Choose voices that wait, write one answer for them, look at what it comes to, and release it together.
answer-many-of = Voices that wait for an answer of { $institution }. Tick those that one answer fits. What you ticked stays ticked while you search and leaf through.
answer-many-pick = Answer those ticked
answer-many-all = { $count ->
    [one] Answer the one
   *[other] Answer all { $number }
}
answer-many-refused = { $found }: { $expected } Nothing was released. Untick it, or change what is written.
answer-many-reworded = Since you looked, something was added to { $expected }, or it was revised. Nothing was released: read it below, and send your answer again.
answer-many-reworded-see = There are other words than you had read:
answer-many-write-title = { $count ->
    [one] Answer { $number } voice
   *[other] Answer { $number } voices together
}
answer-many-write-lead = The same words answer all of them. A voice can have a sentence of its own, which stands before them.
answer-many-voices = Voices
answer-many-own = A sentence of its own
answer-many-preview-title = { $count ->
    [one] Look at { $number } answer before it is released
   *[other] Look at { $number } answers before they are released
}
answer-many-same = { $count ->
    [one] { $number } voice with exactly these words
   *[other] the same words for { $number } voices
}
answer-many-with-own = { $count ->
    [one] { $number } voice with a sentence of its own before them
   *[other] { $number } voices with a sentence of their own before them
}
answer-many-confirm = All of them are released together, or none is. You show your passkey once more where the last time was more than ten minutes ago.
answer-many-release = { $count ->
    [one] Release the answer
   *[other] Release { $number } answers
}
answer-many-proposals-title = Answer many proposals at once
answer-many-proposals-lead = Choose proposals that nobody answered, write one answer for them, look at what it comes to, and release it together.
answer-many-proposals-of = Proposals that nobody answered yet. Tick those that one answer fits, in the name of { $institution }. What you ticked stays ticked while you search and leaf through.
answer-many-proposals-write-title = { $count ->
    [one] Answer { $number } proposal
   *[other] Answer { $number } proposals together
}
answer-many-proposals-write-lead = The same words answer all of them. A proposal can have a sentence of its own, which stands before them.
answer-many-proposals = Proposals
answer-many-proposals-same = { $count ->
    [one] { $number } proposal with exactly these words
   *[other] the same words for { $number } proposals
}
answer-many-proposals-with-own = { $count ->
    [one] { $number } proposal with a sentence of its own before them
   *[other] { $number } proposals with a sentence of their own before them
}
answer-many-back = Back to the list, as it was narrowed
answer-column-subject = what is answered: voice/number, proposal/number
answer-column-disposition = disposition: adopted, adopted_in_part, merged, not_adopted, out_of_scope, already_exists
answer-column-into = what it goes on in, where it was merged
answer-column-unmet = criteria that it does not meet, parted by bars, where it was not adopted: feasible, creative, effective, scope, lasting
answer-column-whose = identifier of the institution whose task it is, where it is out of scope
answer-column-exists = where it is to be found, where it is there already: entry or address
answer-column-decider = identifier of the institution that decided
answer-column-planned-by = by which day it is planned, where it was adopted
answer-column-changed = what changed (what=where), parted by blanks: plan, service, rule, budget, information, other
answer-column-supersedes = entry of the answer whose place it takes
answer-column-reason = why; empty where it is hidden
answer-column-reason-other = why, in another language or in one that is not stated
answer-column-post = post that decided
answer-column-post-other = post, in another language or in one that is not stated
answer-column-what-changed = what changed, in words
answer-column-what-changed-other = the same in another language, or in one that is not stated
answer-column-stands = 1 where it stands now, 0 where another took its place
answer-column-entry = entry of the record
answer-column-at = when it was given (UTC)
answer-words-restricted = These words are restricted: your role may read them, the public may not. Do not repeat them in the answer. Who reads them stands in the operator’s log.
