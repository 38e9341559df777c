content-not-restricted = content { $name } of entry { $entry } is not restricted: there is nothing to release
content-released-already = content { $name } of entry { $entry } was released by entry { $by }
content-for-some = content { $name } of entry { $entry } is for those who read it now, and nobody else
content-no-readers = is empty; name who may read it, or erase it
content-reader-unknown = { $role } is not a role; there are { $known }
content-review-past = { $date } is past
content-review-late = { $date } is too late: look at it again by { $last }
content-outcome-stays = the outcome of a selection holds no personal data and stays public
content-erased-already = content { $name } of entry { $entry } was erased by entry { $by }
content-counts = content { $name } of entry { $entry } counts in { $subject }, which is under way: only an entry that names it and is counted there can take it out
content-not-own = entry { $entry } was said by somebody else: only whoever said it erases it in this way
content-not-yours = can be no other than what you asked for yourself: whoever said something hides and shows it again at their own request alone
content-answers-unread = must name { $role }: whoever answers goes on reading it
content-ground-hides = only hides: on a proposer's request nothing is erased or taken out
content-not-proposed = entry { $entry } does not hold what somebody said or proposed: only that is hidden at their request
content-voted-on = it is voted on in { $vote }, and whoever votes reads it: it can be hidden at its proposer's request once the vote is decided
content-older-rules = before rules 7 nobody hides, shows or erases contents as { $role } does now

# What its kinds of entries, its contents and its fields are called.
kind-content-restricted = Content restricted
kind-content-released = Content public again
kind-content-erased = Content erased
field-ground = ground
field-hash = hash
field-review-by = day of review
field-roles = roles that may read it
field-salt = salt
