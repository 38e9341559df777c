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
openness-c13 = Every voice and proposal is answered, with a reason
openness-c14 = Answers come in time
openness-c19 = What was hidden is looked at again
openness-c20 = No personal data in public words
openness-c32 = Progress on what was adopted is told until it is done
openness-late = due by { $due }, { $days } late
openness-done-late = due by { $due }, done { $days } late
openness-more = { $count ->
    [one] and { $number } more
   *[other] and { $number } more
}
openness-offline = The same findings come from a copy of the record, without this portal:
