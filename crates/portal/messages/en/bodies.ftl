body-advisory-committee = Advisory committee
body-expert-panel = Expert panel
body-task-force = Public–private task force
body-members = { $count ->
    [one] Show { $number } member
   *[other] Show { $number } members
}
body-no-members = No members yet.
body-member-official = official
body-member-expert = expert
body-member-designer = service designer
body-member-citizen = citizen
body-member-interests = Declared interests:
body-member-not-public = identity not public
kind-body-established = Body set up
kind-body-member-appointed = Member appointed
kind-body-member-left = Member left
