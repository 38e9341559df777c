body-advisory-committee = Advisory committee
body-expert-panel = Expert panel
body-task-force = Public–private task force
body-members = { $count ->
    [one] Show { $number } member
   *[other] Show { $number } members
}
body-former = { $count ->
    [one] Show { $number } member who left
   *[other] Show { $number } members who left
}
body-member-from = Appointed:
body-member-until = Left:
body-no-members = No members yet.
body-member-official = official
body-member-expert = expert
body-member-designer = service designer
body-member-citizen = citizen
body-member-interests = Declared interests:
body-member-not-public = identity not public
body-count-officials = { $count ->
    [one] { $number } official
   *[other] { $number } officials
}
body-count-experts = { $count ->
    [one] { $number } expert
   *[other] { $number } experts
}
body-count-designers = { $count ->
    [one] { $number } service designer
   *[other] { $number } service designers
}
body-count-citizens = { $count ->
    [one] { $number } citizen
   *[other] { $number } citizens
}
body-name = Name
body-kind = Kind
body-mandate = Mandate
body-member-post = Post
body-member-class = There as
body-member-name = Name of the member
body-member-declared = Declared interests
body-set-title = See to the bodies
body-set-lead = Committees, panels and task forces are set up here, and their members appointed. Each step is an entry on the public record.
body-set-new = Set up a body
body-set-new-lead = First what it is called, what it is for, how many of each class sit on it, and by which rules it works. Members follow.
body-set-appoint = Appoint a member
body-set-appoint-lead = A member sits for a term. Who officials, experts and designers are is public.
body-set-replace = Replace
body-set-replace-lead = One leaves and the other comes in the same moment: two entries, both or none.
body-set-leave = Leaves the body
body-set-leave-lead = What the member did and declared stays on record.
body-set-many = A table of many members is brought in by the command “madang import members.csv” on the server.
body-set-back = Back to the bodies
body-forum = Forum
body-sector-citizen = Citizen
body-sector-civil-society = Civil society
body-sector-business = Business
body-sector-university = University
body-sector-public = Public institution
body-sector-media = Media
body-rules = Rules of procedure
body-rules-none = No rules of procedure were published for this body.
body-seats = Seats
body-seats-official = Officials, at least
body-seats-expert = Experts, at least
body-seats-designer = Service designers, at least
body-seats-citizen = Citizens, at least
body-seats-none = This body was set up without a number of seats.
body-seats-caption = Seats by class, and who sits on them today
body-seats-least = At least
body-seats-sitting = Sitting
body-seats-stand = Standing
body-seats-filled = filled
body-seats-empty = { $count ->
    [one] { $number } empty
   *[other] { $number } empty
}
body-quorum = Quorum
body-meets = Meets at least every so many days
body-meets-hint = A forum meets every 183 days at the latest, whatever stands here.
body-meets-every = Meets at least every
body-meets-days = { $count ->
    [one] { $number } day
   *[other] { $number } days
}
body-set-up = Set up
body-members-title = Members
body-choose = Choose
body-member-address = E-mail address of the member
body-member-address-hint = It is not put on record. The member gets a letter with a link to sign in, and acts under a name that they have in this body alone.
body-member-sector = Sector
body-member-name-hint = Public for officials, experts and designers. Of citizens only officials read it, unless they consent below.
body-member-consent = Consent of a citizen
body-member-consents = The citizen consents to being named in public
body-member-chair = Chair
body-member-chairs = in the chair
body-member-role = member of a body
body-term = Term
body-term-from = First day of the term
body-term-until = Last day of the term
body-term-until-hint = Empty where the term is open.
body-term-days = { $from } to { $until }
body-term-open = from { $from } on
body-term-not-now = not sitting today
body-set-not-yours = Bodies and their members are for administrators of this programme to see to.
body-called = Body { $id }
