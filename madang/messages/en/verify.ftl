# What `madang verify` says before it looks at a record. A message here has its like in ko/verify.ftl, with the same placeholders.

verify-no-path = there is no directory { $place }
verify-no-directory = there is no directory { $place }; an address begins with https:// or http://, as in http://{ $place }
verify-waits = { $place } has said nothing so far; it is waited for (at most a few minutes)
verify-checked = entries checked
verify-policy = --policy: the policy cannot be read
verify-key = --key { $key }
verify-no-time = { $text } is no time; write 2026-12-31 (the end of that day) or 2026-12-31T09:00:00Z
