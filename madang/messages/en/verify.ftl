# What `madang verify` says before it looks at a record. A message here has its like in ko/verify.ftl, with the same placeholders.

verify-no-directory = there is no directory { $place }; an address begins with https:// or http://, as in http://{ $place }
verify-checked = entries checked
verify-policy = --policy: the policy cannot be read
verify-key = --key { $key }
verify-no-time = { $text } is no time; write 2026-12-31 or 2026-12-31T09:00:00Z
