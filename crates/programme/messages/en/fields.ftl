# What fields of the record are called, as forms and tables call them.

# Of every entry
field-actor = actor
field-at = time
field-bodies = contents
field-command = command
field-entry = entry
field-facts = facts
field-format = format
field-id = identifier
field-idempotency-key = idempotency key
field-key = key
field-kind = kind
field-name = name
field-programme = programme
field-reason = reason
field-refs = entries referred to
field-source = source
field-space = place on the record
field-subject = subject
field-summary = summary
field-text = text
field-title = title
field-type = type
field-url = address
field-value = value
field-version = version

# A part of one of these, by its name on the record.
field-part = { $field } { $part }
