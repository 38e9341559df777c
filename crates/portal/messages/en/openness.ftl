openness-title = Checks of openness
openness-lead = Rules that a machine holds against the record: who answers, when, what is hidden, what was promised. Anyone can ask them again.
openness-at = As of
openness-caption = How each check stands
openness-check = Check
openness-worst = Worst
openness-held = Held
openness-not-yet-due = Not yet due
openness-overdue = Overdue
openness-broken = Broken
openness-nothing = Nothing to ask
openness-numbers = Numbers such as C13 are those of a checklist of what an open programme has to show. Each check counts the voices, proposals and texts that it is asked of; where no text holds personal data, C20 counts the programme as one that is held.
openness-late = due by { $due }, { $days } late
openness-done-late = due by { $due }, done { $days } late
openness-told-late = announced { $days } too late: two weeks before it opened was { $due }
openness-told-late-yet = announced { $days } too late, unless it opens later: two weeks before is { $due }
openness-words-gone = its words are erased
openness-no-twin = nothing was announced for those who could not come
openness-not-open = it has fewer than two options, or it was decided before it closed
openness-short = it was { $days } too short
openness-no-agenda = it began without an agenda
openness-duty-agenda = agenda
openness-duty-attendance = attendance
openness-duty-outcomes = what came of it
openness-no-summary = not summed up before the selection
openness-of-it = What the checks of openness find
openness-reason-gone = answered, and the reason is erased
openness-hidden-long = hidden until { $due } at the latest: longer than may be
openness-no-ground = hidden since { $due }, with neither ground nor day of review
openness-dropped = planned by { $due }, and dropped
openness-more = { $count ->
    [one] and { $number } more
   *[other] and { $number } more
}
openness-offline = The same findings come from a copy of the record, without this portal:
