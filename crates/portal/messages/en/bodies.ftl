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
body-set-new-lead = Who it is made of follows: first what it is called and what it is for.
body-set-appoint = Appoint a member
body-set-appoint-lead = Members sit under the name of their post. What they declared of their interests is public with it.
body-set-replace = Replace
body-set-replace-lead = One leaves and the other comes in the same moment: two entries, both or none.
body-set-leave = Leaves the body
body-set-leave-lead = What the member did and declared stays on record.
body-set-many = A table of many members is brought in by the command “madang import members.csv” on the server.
body-set-back = Back to the bodies
body-set-member = Identifier of the member in the body
body-set-member-hint = On the record, for good: a–z, 0–9 and hyphens, such as member-13
body-set-no-names = Write the post, never a private person's name.
