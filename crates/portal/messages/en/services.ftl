services-title = Services
services-page-title = Services – { $programme }
services-lead = What selected proposals are developed into: who leads each, what it is to reach by when, and what of what people said is behind its versions.
services-found =
    { $count ->
        [one] { $number } service
       *[other] { $number } services
    }
services-none = No service is developed yet.
services-feed = New services as a feed (Atom)
services-back = All services
services-growth = Services over time
services-growth-caption = Services at the end of each month
services-month = Month
services-against-target = { $all } of { $target } that were promised; people can use { $running }.
services-no-target = { $all }; people can use { $running }. No number was promised.
service-count =
    { $count ->
        [one] { $number } service
       *[other] { $number } services
    }
service-number = Service { $id }
service-new = Start a service
service-new-lead = A service is developed from a proposal that was selected. Who leads it sets its milestones and releases its versions; all of it stays on record.
service-choose = Choose
service-no-proposals = Every selected proposal has its service, or none is selected yet.
service-not-yours = Officials of the institution that leads the service can do this, signed in by a passkey.
service-not-now = This can not be done with it now.
service-title = Name
service-description = What it is to do for whom
service-proposal = Developed from
service-lead = Led by
service-started = Started
service-stands-developed = In development
service-stands-running = In operation
service-stands-retired = Ended
service-late = A milestone is overdue
service-version-number = Version { $number }
service-runs-since = In operation: { $version } since
service-runs-not-yet = In development: people can not use it yet.
service-next = Next:
service-due-by = due by { $due }
service-next-due = next due by { $due }
service-milestones-reached = { $reached } of { $all } { FORM($all, "milestone/milestones") } reached
service-no-milestones = No milestone is set yet.
service-all-reached = Every milestone that was set is reached.
service-slips =
    { $count ->
        [one] A milestone was moved to another day { $number } time.
       *[other] Milestones were moved to another day { $number } times.
    }
service-milestones = Milestones
service-milestones-caption = Milestones: what will show each, by when it was due first and is due now, and what showed it
service-milestone = Milestone
service-milestone-number = Milestone { $number }
service-milestone-count =
    { $count ->
        [one] { $number } milestone
       *[other] { $number } milestones
    }
service-milestone-title = What is to be reached
service-due-field = By which day
service-due = Due now
service-first-due = Due first
service-old-due = Day until now
service-new-due = New day
service-reached = Reached
service-not-yet = not yet
service-shown-by = What shows it
service-evidence-kind = What will show it
service-evidence-document = a document that everybody can read
service-evidence-decision = a decision
service-evidence-running = something that people can use
service-evidence-figures = figures
service-evidence-test = a test with people
service-evidence-lines = What shows it (one a line)
service-evidence-hint = Entries of the record by their number, or addresses of the web: one at least.
service-no-evidence = name something that shows it: a milestone is reached by evidence alone
service-reason = Reason
service-timeline = Milestones over time
service-timeline-text = { $all } from the start of the service on: { $reached } reached, { $moved } moved to another day.
service-bar-planned = until the day that was set first
service-bar-moved = by which it was put off
service-bar-reached = { $due }, reached
service-moved = What was moved, and why
service-moved-from-to = from { $old } to { $new }
service-versions = Versions
service-no-versions = No version is released yet.
service-change-number = Change { $number }
service-what = What changed
service-cites = Voices, needs and proposals behind it
service-none-because = Why there are none
service-cites-hint = Each change names what people said that is behind it, as in “voice 3, need 1”; or says why there is nothing. Fill in as many as there are. Whoever said it is told.
service-cites-unread = “{ $found }” cannot be read: write for instance “voice 3, need 1”
service-cites-missing = name what people said that is behind the change, or say below why there is nothing
service-cites-both = something is named above: leave this empty
service-rests-on = Behind it:
service-rests-on-nothing = Behind it is nothing that people said:
service-feedback = What people say of it
service-feedback-lead = What you say of a service is answered like everything else that is said, and a later version can rest on it.
service-feedback-say = Say what you think of it
service-feedback-count =
    { $count ->
        [0] Nobody has said anything of it yet.
        [one] { $number } voice speaks of it.
       *[other] { $number } voices speak of it.
    }
service-way-milestone = Set a milestone
service-way-move = Move a milestone
service-way-reach = Say that a milestone is reached
service-way-release = Release a version
service-way-retire = End the service
service-milestone-lead = What is to be reached by which day, and what will show it. The day can be moved with a reason; the day before stays to be read.
service-move-lead = The day until now stays on record, and the reason beside it.
service-reach-lead = A milestone is reached by evidence alone.
service-release-lead = What changes for the people who use it, and what of what people said is behind each change.
service-retire-lead = The service is not developed and not offered any more. That stays on record with the reason, and can not be taken back.
