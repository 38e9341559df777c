# What commands of the data directory says. A message here has its like in ko/data.ftl, with the same placeholders.

data-none = there is no data directory { $place }; `madang import`, `madang demo` or `madang serve` makes one, --data names another
data-cannot-make = cannot make the data directory { $place }
data-cannot-open = cannot open the data directory { $place }
data-read-only = { $place } cannot be written ({ $why })
data-database-named = the database that --database names
data-damaged = { $name } is damaged: restore the newest backup (keep the damaged file: `sqlite3 FILE .recover` may save more), and hold what was restored against `madang verify`. Nothing was changed
data-security-log = cannot write the security log { $file }
data-lock = cannot lock the data directory with { $file }
data-held = another madang process has held { $file } for { $seconds } { FORM($seconds, "second/seconds") }; end it and try again
data-waiting = waiting for another madang process that holds { $file }
data-secret-link = { $file } is a link to { $target }, which is not there: mount the secret and try again; the link was left as it is
data-secret-open = { $file } is open to others than its owner (mode { $mode }), and who has read it may sign or act with it: `chmod 600 { $file }`, and rotate or replace it if anyone else may have read it
data-secret-text = { $file } does not hold text
data-secret-size = { $file } does not hold a secret of 32 bytes
data-secret-vanishes = { $file }: what is written there is removed every time; nothing was made
data-half-written = cannot remove { $file }, which a stopped command left
data-no-randomness = the system gives no randomness
data-no-record = the command works on a record, and none is named
data-other-origin = ATTENTION: the record is named { $origin } since its first entry, and stays so: nothing comes of calling it { $named } with --origin. Only a new record can have another name
