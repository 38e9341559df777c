# What `madang checks` tells. A message here has its like in ko/checks.ftl, with the same placeholders.

checks-held = held
checks-not-yet-due = not yet due
checks-overdue = overdue
checks-broken = broken
checks-late = { $check }, { $subject }: { $stands }, { $days } { FORM($days, "day/days") } late (entries { $entries })
