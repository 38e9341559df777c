designs-title = Designing
designs-page-title = Designing – { $programme }
designs-lead = How task forces of officials, designers and citizens take something from understanding to delivery: what came of each phase, what it rests on, who worked in it, and how it was decided to go on.
designs-found =
    { $count ->
        [one] { $number } design
       *[other] { $number } designs
    }
designs-none = No task force designs anything yet.
designs-feed = New designs as a feed (Atom)
designs-back = All designs
design-number = Design { $id }
design-new = Fix the process of a design
design-new-lead = A task force goes by these phases, one after the other. Each is closed with what came of it, or goes back, or stops; all of it stays on record.
design-not-yours = Officials of the institution that answers for the design can do this, and facilitators can add outputs and sessions, signed in by a passkey.
design-not-now = This can not be done with it now.
design-title = Name
design-description = What is to be found out for whom
design-body = Task force
design-no-bodies = The programme has no task force yet: it is set up among the bodies.
design-lead = Answered for by
design-process = Process
design-process-kr5 = understand, discover, define, develop, deliver (five phases of the Korean guide)
design-process-dd4 = discover, define, develop, deliver (double diamond)
design-proposal = Proposal that it is about
design-no-proposal = None yet
design-fixed = Fixed
design-stands-waits = Next: { $phase }
design-stands-open = Open: { $phase }
design-stands-delivered = Delivered
design-stands-stopped = Stopped
design-lacks = Before it goes on to the next phase there must be:
design-lacks-together = a session in which officials, service designers and citizens are there together
design-lacks-nothing = Everything is there that the phase needs before the design goes on.
design-took = How long the phases took
design-took-caption = Phases: from when to when, what came of each, and how it was closed
design-took-text = Phases that were begun: { $phases }; gone back: { $back }.
design-bar-before = until the phase began
design-bar-took = the phase
design-phases = Phases
design-no-phases = No phase has begun yet.
design-phase = Phase
design-phase-again = { $phase }, time { $number }
design-phase-from = Begun
design-phase-until = Closed
design-phase-is-open = open
design-verdict = How it goes on
design-verdict-go = Go on
design-verdict-back = Go back
design-verdict-stop = Stop
design-went-back = Back to: { $phase }
design-outputs = Outputs
design-no-outputs = Nothing came of it yet.
design-outputs-count =
    { $count ->
        [one] { $number } output
       *[other] { $number } outputs
    }
design-sessions = Sessions
design-no-sessions = No session was held in it yet.
design-sessions-count =
    { $count ->
        [one] { $number } session
       *[other] { $number } sessions
    }
design-output-kind = What kind of thing
design-output-title = What came of it
design-output-description = What it says
design-shown-by = Where it can be looked at
design-shown-by-hint = The number of an entry of the record, or an address of the web.
design-cites = Voices, needs and proposals that it rests on
design-cites-hint = As in “voice 3, need 1”. A problem statement names a need.
design-cites-nothing = It names nothing that people said
design-rests-on = It rests on:
design-people = Tried with how many people
design-people-hint = Of a test of a prototype alone.
design-tried-with =
    { $count ->
        [one] Tried with { $number } person
       *[other] Tried with { $number } people
    }
design-figures = Figures
design-figures-hint = One a line: “Waiting time in minutes: 34”, and where it was measured before and after, “Waiting time in minutes: 34 > 12”. A field study has figures, a pilot was measured before and after.
design-figures-unread = “{ $found }” cannot be read: write for instance “Waiting time in minutes: 34 > 12”
design-figure-from-to = from { $before } to { $value }
design-session-day = Day
design-session-present = Who was there
design-session-text = What was done
design-nobody-sits = Nobody sits in the task force yet.
design-back-to = Where it goes back to
design-back-to-none = It does not go back
design-reason = Why
design-way-start = Begin the phase
design-way-output = Add an output
design-way-session = Say that a session was held
design-way-close = Close the phase
design-start-lead = What comes of the phase, and who works in it, is added while it is open.
design-output-lead = What came of the phase can be looked at, and says what of what people said it rests on.
design-session-lead = Who was there is told as what they sit in the task force, never by name.
design-close-lead = To go on needs the outputs of the phase and a session in which officials, service designers and citizens were there together. To go back and to stop are honest ends: they need a reason alone.
