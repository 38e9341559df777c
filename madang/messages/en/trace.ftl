# What `madang trace` says. A message here has its like in ko/trace.ftl, with the same placeholders.

trace-of-nothing = entry { $entry } is not on the record, or is about no voice, need, proposal or selection
trace-thing = { $subject } (entry { $entry })
trace-back = Where it came from
trace-back-none = it grew out of nothing on the record
trace-forward = What became of it
trace-forward-none = nothing has grown out of it yet
trace-more = and { $number } more
trace-cut = The way goes on: ask for the trace of one of the last things.
trace-groups-back = groups
trace-groups-forward = is grouped by
trace-part-back = is a part of
trace-part-forward = was split into
trace-takes-back = took up
trace-takes-forward = was merged into
trace-selects-back = selected
trace-selects-forward = was selected in
