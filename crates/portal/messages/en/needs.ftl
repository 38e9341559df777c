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
need-chart-caption = Voices: { $by }
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
need-title-other = The same in Korean
need-summary-other = At length, in Korean
need-part-1 = First part
need-part-2 = Second part
need-part-3 = Third part
need-part-4 = Fourth part
need-parts-more = More parts
need-way-add = Put voices in
need-way-remove = Take voices out
need-way-split = Split
need-way-merge = Merge others into it
need-new = Define a need
need-new-lead = Tick the voices that ask for the same, and give the need its name in the next step. What you ticked stays ticked while you search and leaf through.
need-add-lead = Tick the voices that ask for this. What you ticked stays ticked while you search and leaf through.
need-remove-lead = Tick the voices that do not belong here.
need-define-lead = Say in few words what is needed, as those who asked for it would.
need-split-lead = Each part is a need of its own from here on. This one stays to be read, leads on to its parts, and takes no voice any more.
need-split-voices = Into which parts each voice goes
need-split-voices-text = A voice can go into several parts. One that is ticked nowhere is listed as left out: none is lost in silence.
need-split-others = { $count ->
    [one] The newest are listed. { $number } more voice goes into one part.
   *[other] The newest are listed. { $number } more voices go into one part together.
}
need-split-others-into = Where the others go
need-split-choose = Choose a part
need-split-new = put in meanwhile
need-split-meanwhile = Voices were put into this need while you split it. They are marked below: say into which parts they go, or leave them out.
need-split-gone = Somebody split or merged this need meanwhile, so that it cannot be split any more. What you typed is still here; the page of the need leads to what became of it.
need-merge-lead = Those that you tick go on in this need, which groups their voices beside its own. They stay to be read, lead on here, and take no voice any more.
need-merge-from = Needs that go on in this one
need-merge-no-others = There is no other need that groups voices.
need-needed = This is needed.
need-pick = Go on with those ticked
need-release = Put it on the record
need-preview-lead = Look at what it comes to. Once it is on the record it can be changed, and what it was stays to be read.
need-preview-added = Put in
need-preview-removed = Taken out
need-preview-merged = These go on in it:
need-preview-merged-most = It then groups at most { $voices }; a voice that stands in several counts once.
need-preview-split = { $count ->
    [one] It goes on in { $number } part.
   *[other] It goes on in { $number } parts.
}
need-preview-others = { $count ->
    [one] { $number } voice that is not listed goes into:
   *[other] { $number } voices that are not listed go into:
}
need-preview-left = In none of the parts
need-not-yours-title = This is for others to do
need-not-yours = Officials and facilitators of the programme who signed in with their passkey group voices.
need-proposals = Proposals that answer this need
need-propose = Make a proposal for this need
need-column-id = number of the need
need-column-group = service group
need-column-voices = numbers of its voices, parted by blanks; those of then where it was split or merged
need-column-title = title
need-column-title-other = title in another language, or in one that is not stated
need-column-summary = summary
need-column-summary-other = summary in another language, or in one that is not stated
need-column-standing = where it stands: live, split, merged
need-column-entry = entry of the record
need-column-at = when it was defined (UTC)
