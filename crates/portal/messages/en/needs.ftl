needs-title = Needs
needs-page-title = Needs – { $programme }
needs-lead = What several people ask for, each need with the voices that it groups. A need that is split or merged stays here to be read and leads on.
needs-found = { $count ->
    [one] { $number } need found.
   *[other] { $number } needs found.
}
needs-found-more = More than { $number } needs found. Add a word to narrow them down.
needs-none = No need matches.
needs-none-yet = No need is defined yet.
needs-show-all = Show all needs
needs-past-last = There are fewer pages than that.
needs-first-page = To the first page
needs-feed = New needs as a feed (Atom)
needs-voices-in-all = { $count ->
    [one] { $number } voice in all, withdrawn ones among them.
   *[other] { $number } voices in all, withdrawn ones among them.
}
needs-and-more = { $count ->
    [one] and { $number } more:
   *[other] and { $number } more:
}
need-number = Need { $id }
need-title = What is needed
need-summary = At length
need-standing = Standing
need-standing-tabs = Needs by standing
need-standing-live = Groups voices
need-standing-split = Split
need-standing-merged = Merged
need-order = Order
need-order-voices = most voices first
need-order-newest = newest first
need-no-group = of no single group
need-voices = Its voices
need-voices-withdrawn = { $count ->
    [one] and { $number } that was withdrawn
   *[other] and { $number } that were withdrawn
}
need-no-voices = It groups no voice.
need-by = Who asks for it
need-by-channel = By channel
need-by-group = By service group
need-by-audience = By audience
need-by-region = By province
need-by-month = By month of receipt
need-by-institution = By institution
need-chart-text = { $name } comes first with { $number } of { $all }.
need-chart-voices = Voices
need-chart-caption = Voices of this need: { $by }
need-chart-table = The numbers as a table
need-happened = What became of it
need-split-notice = This need was split. What goes on are its parts; what it grouped can be read here.
need-merged-notice = This need was merged into another. What it grouped can be read here.
need-step-defined = Defined
need-step-voices = Voices changed
need-step-added = Put in:
need-step-removed = Taken out:
need-step-split = Split into
need-step-left = In none of the parts:
need-step-part-of = Became a part of
need-step-took = Took up
need-step-merged-into = Merged into
