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
answer-criteria = Criteria
answer-criterion-met = met
answer-criterion-not-met = not met
answer-changed-nothing = nothing
answer-given-on = Answered
answer-institution = Institution
answer-due = Due by
answer-due-again = Another look is due by
answer-in-time = answered in time
answer-time-left = there is time left
answer-was-late = { $count ->
    [one] answered { $number } day late
   *[other] answered { $number } days late
}
answer-overdue = { $count ->
    [one] { $number } day overdue
   *[other] { $number } days overdue
}
answer-sum = { $from } + { $period } = { $end }.
answer-sum-paused = + { $days } days on which the clock stood still = { $then }.
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
answers-share-of = { $answered } of { $all } ({ $percent } %)
answers-median = Half were answered within
answers-slowest = Slowest answer
answers-late = Answered late
answers-overdue = Overdue
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
answers-found-more = more than { $number } answers
answers-none = No answer is like that.
answers-show-all = Show all answers
answers-feed = Newest answers as a feed (Atom)
answers-feed-item = { $subject }: { $disposition }
answer-reexamination-asked = Another look asked for
answer-expertise-asked = Expert asked
