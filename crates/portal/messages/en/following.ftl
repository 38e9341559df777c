following-title = What I follow
following-lead = You are told by mail of what happens to what you follow. Nobody else sees what that is.
following-follow = Follow
following-follow-text = Be told by mail of what becomes of this.
following-none = You follow nothing yet. Each programme, need, proposal and voice has a button for it.
following-caption = What I follow
following-what-column = What
following-end = Stop following
following-mail-title = Mail
following-rhythm = How often
following-daily = once a day, where something happened
following-weekly = once a week, where something happened
following-never = never
following-rhythm-set = Set
following-choose = Choose one of the list.
following-most = Nobody follows more than { $expected } { FORM($expected, "thing/things") }. Stop following one first.
following-stranger = Following needs an account, so that mail has somewhere to go. Sign in or make one, and follow it then.
following-feed = Without an account a feed reader tells you:
following-feed-link = the feed (Atom)
following-what = { $about }: { $what }
following-mail-subject = { $count ->
    [one] { $number } thing happened that you follow
   *[other] { $number } things happened that you follow
}
following-mail-more = { $count ->
    [one] { $number } more thing happened; the pages have it.
   *[other] { $number } more things happened; the pages have them.
}
following-mail-why = You follow this at { $site }.
following-mail-change = What you follow, and how often mail comes:
following-mail-stop = No more of this mail:
following-unsubscribe-title = Stop this mail
following-unsubscribe-lead = You get no more mail about what you follow once you press the button. What you follow stays on your page.
following-unsubscribe-submit = Stop the mail
following-unsubscribed-title = The mail is stopped
following-unsubscribed-lead = You get no more mail about what you follow. You can have it again from your page at any time.
following-dead-title = This address stops nobody's mail
following-dead-lead = It was cut off on the way, or the account is gone, and with it the mail. Use the address in the newest mail, or your page.
following-notice-answered = What you said was answered
following-notice-progress = Something was done of what your answer promised
following-notice-asked = You were asked for more about what you said
following-notice-transferred = What you said went to another institution
following-notice-amended = An official amended a proposal of yours
following-notice-taken-back = An official took back a proposal of yours
following-notice-split = A proposal of yours goes on in its parts
following-notice-revised = A proposal that you endorse has a new version
following-notice-merged = A proposal of yours goes on in another one
following-notice-hidden = Something that you said was hidden from the public
following-notice-erased = Something that you said was erased
following-notice-ground = Ground: { $ground }
following-notice-by-person = A person did this: { $actor }
following-notice-by-program = The program did this by itself: { $actor }
following-notice-review = It is looked at again by { $day } at the latest.
following-notice-role-ended = A role of yours on the record has ended
following-notice-registered = You registered for a consultation: your place and your code are on this page
following-notice-unregistered = Your registration for a consultation was cancelled by who leads it
following-notice-promoted = You have a place in the consultation for which you were waiting
following-notice-moved = A consultation for which you registered is at another time or elsewhere
following-reminder = A consultation in which you have a place begins in a day
following-reminder-when = It begins at { $when }.
following-reminder-where = Place: { $place }
following-notice-minutes-drafted = The minutes of a consultation in which you took part are drafted: you can ask for corrections
following-notice-correction-settled = A correction of minutes that you asked for is settled
following-notice-minutes-approved = Everybody can read the minutes of a consultation in which you took part as they stand now
following-notice-called-off = A consultation for which you registered was called off
following-notice-acted-on = A service has a version that rests on what you said
following-follows = You follow this.
following-follows-text = You are told by mail of what becomes of it, as often as you chose.
following-work-title = Mail of what is due
following-work-lead = What your roles have to do next, overdue on top, and only when anything is: the list of your desk.
following-work-rhythm = How often mail of what is due comes
following-work-daily = once a day, where anything is due
following-work-weekly = once a week, where anything is due
following-work-late = Overdue
following-work-next = Due within seven days
following-work-more = { $count ->
    [one] { $number } more thing is on your desk.
   *[other] { $number } more things are on your desk.
}
following-work-desk = Your desk:
following-work-why = You hold a role at { $site } and asked for this mail.
following-work-change = How often this mail comes:
following-unsubscribe-work = You get no more mail of what is due once you press the button. Your desk has it all the same.
following-unsubscribed-work = You get no more mail of what is due. You can have it again from your page at any time.
following-feed-of = Feed of what happens to it (Atom)
