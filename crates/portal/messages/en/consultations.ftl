consultations-title = Consultations
consultations-page-title = Consultations – { $programme }
consultations-lead = Meetings, workshops, hearings, forums and consultations in writing: what each asks, when it is, and what it left.
consultations-found = { $count ->
    [one] { $number } consultation
   *[other] { $number } consultations
}
consultations-none = There is none.
consultations-calendar = Calendar (iCalendar)
consultations-back = All consultations
consultation-calendar = Put it into a calendar (iCalendar)
consultation-number = Consultation { $id }
consultation-when = Which of them
consultation-when-coming = Now and to come
consultation-when-past = Past
consultation-when-all = All
consultation-new = Announce a consultation
consultation-new-lead = It is announced a week before it opens at the latest, and two weeks before to count as announced in time. All of it stays on record; until it opens it can be changed.
consultation-change-lead = What was announced before stays on record. Where it asks something else or opens earlier, it must be announced as long before as a new one.
consultation-cancel-lead = Until it is held it can be called off; whoever reads its page or its calendar sees that.
consultation-agenda-lead = It is published before the consultation begins. Another one takes its place, and the one before stays on record.
consultation-held-lead = Say when it really began and ended. From then on a week is left to publish who was there.
consultation-attendance-lead = Attendees who are not named are only counted. The numbers that you enter are kept nowhere: what is published tells few people together with others.
consultation-way-change = Change what is announced
consultation-way-cancel = Call it off
consultation-way-agenda = Publish the agenda
consultation-way-held = Say that it was held
consultation-way-attendance = Publish who was there
consultation-not-now = This can not be done with it now.
consultation-not-yours = It is for officials of the institution that convenes it, or for those who lead conversations, who signed in with their passkey.
consultation-choose = Choose
consultation-no-body = Of no body
consultation-zone = Times are those of { $zone }.
consultation-line = line { $expected } cannot be read: “{ $found }”
consultation-line-twice = names a category twice
consultation-no-salt = this machine gave no random number; try again
consultation-title = Title
consultation-description = What it is about
consultation-type = What it is
consultation-type-meeting = Meeting
consultation-type-workshop = Workshop
consultation-type-hearing = Hearing
consultation-type-forum = Forum
consultation-type-online = In writing
consultation-mode = How it takes place
consultation-mode-in-person = in person
consultation-mode-online = online
consultation-mode-hybrid = in person and online
consultation-opens = From
consultation-closes = Until
consultation-when-held = When
consultation-place = Place
consultation-place-hint = Where people come together; nothing where it is online only.
consultation-url = Address on the web
consultation-url-hint = Where people take part online. One in writing needs none: its page here is its address.
consultation-twin = For those who cannot come
consultation-twin-hint = The number of the consultation in which they take part instead, open for a week at least.
consultation-question = What is asked
consultation-options = What is still open
consultation-options-lines = What is still open, one option a line
consultation-decision = Decided
consultation-decision-if = Decided at (nothing where nothing is decided)
consultation-decides-nothing = nothing is decided by it
consultation-promised = Say that is promised
consultation-influence-inform = inform: you are told
consultation-influence-consult = consult: you are asked, and told what came of it
consultation-influence-involve = involve: you work along, and see what became of it
consultation-influence-collaborate = collaborate: it is worked out with you
consultation-influence-empower = empower: what you decide is done
consultation-who = Who may come
consultation-invitation-open = Everybody
consultation-invitation-invited = Those who are invited
consultation-criterion = By what they are invited
consultation-criterion-hint = Only where not everybody may come.
consultation-registration = Registration
consultation-registration-hint = When people can register; nothing where nobody need.
consultation-registration-from = Registration from
consultation-registration-to = Registration until
consultation-room-for = Room for
consultation-capacity = { $count ->
    [one] room for { $number } person
   *[other] room for { $number } people
}
consultation-body = Body that meets
consultation-institution = Convened by
consultation-contact = Who answers questions
consultation-contact-hint = An office, with how it is reached: never a person.
consultation-announced-by = Announced
consultation-voices = Voices heard in it
consultation-reason = Reason
consultation-agenda = Agenda
consultation-agenda-lines = Agenda, one item a line
consultation-agenda-hint = Minutes | what is spoken about | who leads it, by their part: 20 | Opening | The chair
consultation-no-agenda = No agenda was published yet.
consultation-minutes = { $count ->
    [one] { $number } minute
   *[other] { $number } minutes
}
consultation-held = Held
consultation-began = It began
consultation-ended = It ended
consultation-attendance = Who was there
consultation-no-attendance = Who was there was not published yet.
consultation-there = { $count ->
    [one] { $number } person was there.
   *[other] { $number } people were there.
}
consultation-not-named = { $count ->
    [one] { $number } of them is not named.
   *[other] { $number } of them are not named.
}
consultation-total = How many were there
consultation-named-lines = Those who are named
consultation-named-hint = One person a line, officials and appointed members, others only with their consent: one of { $classes } | post or occupation | name (may be left out)
consultation-tables-hint = Those who are not named, one category a line with how many: { $region } = 13. Each table counts all of them; who said nothing is counted as “{ $unstated }”.
consultation-by-sector = By sector
consultation-by-region = By province
consultation-by-group = By service group
consultation-minimum = Least number that is told alone
consultation-people = People
consultation-together = together
consultation-not-stated = Not stated
consultation-together-why = Where fewer than { $minimum } were of a sort, they are told together with others, so that nobody can be made out.
consultation-tables-none = So few were there, or of each sort, that telling more would make people out.
consultation-earlier = { $count ->
    [one] { $number } earlier version
   *[other] { $number } earlier versions
}
consultation-stands-coming = To come
consultation-stands-now = Now
consultation-stands-over = Over
consultation-stands-held = Held
consultation-stands-cancelled = Called off
consultation-way-outcome = Record what came of it
consultation-way-summary = Publish a summary
consultation-outcome-lead = One outcome at a time, each with the voices, needs or proposals that it came from.
consultation-summary-lead = What was said, in short. It is published before anything is selected.
consultation-text = Words
consultation-points-lines = What it came from, one a line
consultation-points-hint = Voice, need or proposal and its number, or the address of its page: Voice 3
consultation-points-to = It came from
consultation-also = Other consultations that it sums up
consultation-also-hint = Their numbers, with commas; nothing where it is this one alone.
consultation-outcome = Outcome
consultation-outcomes = What came of it
consultation-summary = Summary
consultation-voice-number = Voice { $id }
consultation-proposal-number = Proposal { $id }
consultation-register = Register
consultation-register-lead = Who you are is read by those who lead the consultation and by officials, and by nobody else. The record shows everybody a random name that you have in this consultation alone.
consultation-register-full = There is no room any more. Whoever registers now waits, and gets the next place that becomes free.
consultation-register-closed = Nobody can register now.
consultation-unregister = Cancel my registration
consultation-own = Your registration
consultation-own-confirmed = You have a place.
consultation-own-waiting = You wait for a place, as number { $place } of those who wait. You are told by mail when you have one.
consultation-own-came = You were checked in.
consultation-own-cancelled = Your registration is cancelled.
consultation-own-code = Show this code at the door:
consultation-registered = { $count ->
    [one] { $number } person has a place.
   *[other] { $number } people have a place.
}
consultation-waiting = { $count ->
    [one] { $number } person waits for one.
   *[other] { $number } people wait for one.
}
consultation-came = { $count ->
    [one] { $number } person was checked in.
   *[other] { $number } people were checked in.
}
consultation-awaited = { $count ->
    [one] { $number } more has a place.
   *[other] { $number } more have a place.
}
consultation-person-name = Name
consultation-person-contact = How you are reached
consultation-person-contact-hint = A mail address or a telephone number.
consultation-person-sector = Part of society
consultation-person-region = Province
consultation-person-group = Service group
consultation-person-needs = What is needed to take part
consultation-person-needs-hint = An interpreter, a seat near the door, childcare: whatever helps.
consultation-person-consent = Named among those who were there
consultation-person-consents = They may be named among those who were there, for everybody to read
consultation-consents = yes
consultation-consents-not = no
consultation-sector-citizen = Citizens
consultation-sector-civil-society = Civil society
consultation-sector-business = Business
consultation-sector-university = Universities
consultation-sector-public = Public bodies
consultation-sector-media = Media
consultation-people-title = Who registered, and who came
consultation-people-lead = Those who registered, in their order. Who they are is for those who lead the consultation: that it is read is kept in the log for security.
consultation-people-none = Nobody registered yet.
consultation-standing-confirmed = has a place
consultation-standing-waiting = waits for a place
consultation-standing-cancelled = cancelled
consultation-standing-came = checked in
consultation-strike = Cancel this registration
consultation-enter = Register somebody
consultation-enter-lead = For somebody who asked for it, by telephone or at a desk. Hand them their code: it stands beside their name.
consultation-check-in = Check in
consultation-code = Code
consultation-code-hint = As it stands on their page; letters and digits, in whatever case.
consultation-by-code = By code
consultation-by-list = By the list
consultation-walk-in = Without registration
consultation-walk-in-send = Take them in
consultation-awaits-nobody = Everybody who has a place was checked in.
consultation-came-by = Checked in
consultation-sign-in-list = Sign-in list
consultation-sign-in-list-lead = To be printed and signed. The signed sheet names people: it is kept as papers with personal data are.
consultation-list-number = No.
consultation-list-consent = May be named
consultation-list-signature = Signature
consultation-list-blank = to be filled in
consultation-attendee = Attendee
consultation-not-registered = You are not registered for this consultation.
