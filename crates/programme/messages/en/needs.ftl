need-named-twice = names { $id } twice
need-names-too-many = names { $number }; one entry names { $most } at most
need-names-no-voice = is missing: no voice is added and none removed
need-holds-already = names voice { $voice }, which stands in the need already
need-holds-not = names voice { $voice }, which does not stand in the need
need-split-parts = names fewer than two needs: what goes on in one alone is merged into it
need-into-itself = names { $id } itself: nothing goes on in itself
need-left-but-placed = names voice { $voice }, which stands in one of the parts
need-voices-lost = does not name all voices of the need that stand in none of the parts: { $number }. Put them into a part, or name them here
need-merge-none = is empty: name a need that goes on in the other
need-split = need { $id } was split by entry { $by }; what goes on are its parts
need-merged = need { $id } was merged by entry { $by }; it goes on in { $into }

# What its kinds of entries, its contents and its fields are called.
kind-need-defined = Need defined
kind-need-voices-changed = Voices of a need changed
kind-need-split = Need split
kind-need-merged = Needs merged
field-add = voices to add
field-into = what it goes into
field-left = voices left
field-need = need
field-needs = needs
field-remove = voices to remove
