people-holder = must be 1–64 of a–z, 0–9, '-'
people-holder-account = of an account must be { $begin } and 32 hexadecimal digits
people-console-administrators = from the console the role of an administrator is granted, who grants the others
people-last-administrator = nobody else could grant roles then: grant another administrator first, or end this at the console
people-not-held = { $actor } does not hold that role for the whole record now: an administrator grants it
people-not-held-in = { $actor } does not hold that role in { $programme } now: an administrator grants it
people-not-of-institution = { $actor } holds no role for the institution { $institution }, which is to answer
people-one-institution = { $actor } holds the role for one institution and acts for that alone: this is for an official of the whole programme
people-reviewer-apart = { $holder } holds the role { $role } in the same programme, granted in entry { $entry }: a reviewer holds no other role there. End the other first

# What its kinds of entries, its contents and its fields are called.
kind-role-granted = Role granted
kind-role-ended = Role ended
field-granted = entry that granted the role
field-holder = holder
field-role = role
people-for-all = must be left out: administrators and reviewers hold their role for the whole programme, or everywhere
