# What its kinds of entries, its contents and its fields are called.
kind-body-established = Body set up
kind-body-member-appointed = Member appointed
kind-body-member-left = Member left
kind-of-content-person = Person
field-body = body
field-class = class
field-interests = declared interests
field-mandate = mandate
field-member = member
field-members = members
field-post = post
