# What `madang key` says. A message here has its like in ko/key.ftl, with the same placeholders.

key-none = there is no { $file }
key-now = entry { $entry } puts a new key in force:
key-finished = a rotation that was stopped half-way is finished; the key in force is:
key-holds-another = { $file } holds the key { $key }
key-not-there = { $file } is not there
key-and = { $first } and { $second }
key-kept = the record in this database is signed by the key { $signer }, but { $sought }. That key is kept in { $kept }, from before a rotation that this database does not have: is it the newest database? If it is the one to go on with, copy that file to { $file }
key-missing = the record in this database is signed by the key { $signer }, but { $sought }. Put that key there (mount the secret, or take it from where keys are backed up); --data and --database must belong together. No key was made: another key cannot go on with this record
key-was-one = { $file } is not there and the database holds no record, but { $trace } says that there was one: put back the key and the database, or begin a new record with another --data directory. No key was made
key-link = { $file } is a link to { $target }: a rotation would leave the old key there. Put a copy of the key in the link's place, readable by its owner alone, rotate, and then keep the new one where you keep secrets
key-none-to-rotate = the database holds no record yet: there is no key to rotate
key-prepared = the prepared key stays in { $file }; `madang key rotate` goes on from it
key-cannot-place = cannot put { $next } in the place of { $file }
key-too-many = cannot keep the old key: too many files are named { $file }…
key-no-key = { $file } does not hold a signed-note key
key-origin = "{ $origin }" cannot name a log
