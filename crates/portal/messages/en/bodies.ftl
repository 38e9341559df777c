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
