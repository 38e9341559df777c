trace-title = Trace
trace-lead = From what people said to what was decided, and back: every step follows from entries of the record.
trace-link = Its trace: where it came from, what became of it
trace-back = Where it came from
trace-back-none = It stands at the beginning: it grew out of nothing on the record.
trace-forward = What became of it
trace-forward-none = Nothing has grown out of it yet.
trace-cut = The way goes on. Follow one of the last things from its own trace.
trace-json = The same for programs (JSON)
trace-description = Where { $name } came from, and what became of it.
trace-drawing = The way of { $name }, step by step; the table has the same steps.
trace-table = { $way }: the steps
trace-as-table = The steps as a table
trace-of = From
trace-how = How
trace-to = To
trace-more = { $count ->
    [one] and { $number } more
   *[other] and { $number } more
}
trace-selection = Selection
trace-groups-back = groups the voices
trace-groups-forward = is grouped by
trace-part-back = is a part of
trace-part-forward = was split into
trace-takes-back = took up
trace-takes-forward = was merged into
trace-selects-back = selected
trace-selects-forward = was selected in
