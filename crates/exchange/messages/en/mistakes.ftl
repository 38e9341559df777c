# What is wrong in a file.

mistake-of-file = { $file }: { $what }
mistake-at-line = { $file }: line { $line }, { $what }
mistake-at-column = { $file }: line { $line }, column { $column }, { $what }
mistake-at-cell = { $file }: line { $line }, column { $letters } { $header }: { $what }
mistake-at-field = { $file }: line { $line }, column { $column }, { $field }: { $what }
mistake-named = { $same ->
    [yes] "{ $name }"
   *[no] "{ $name }" ({ $label })
 }
mistake-unnamed = "{ $name }"
mistake-more = and { $more } more
mistake-text = { $what }
mistake-voter-hidden = the voter { $voter } has a character that cannot be seen ({ $character }): nobody could tell it from another one
mistake-pipe = it is a pipe to which perhaps nobody writes: name a file, or have the shell make the pipe, <(command)
mistake-too-long = it is longer than { $most } MiB, as no such file is
mistake-unreadable = cannot be read: { $problem }
mistake-encoding = is neither UTF-8 nor CP949: save it as UTF-8 text (in a spreadsheet as “CSV UTF-8”) and try again
mistake-workbook = is a workbook of a spreadsheet (such as .xlsx), or another file that is packed, and not a table of text: open it, save it as “CSV UTF-8”, and bring that
mistake-old-workbook = is a workbook of an old spreadsheet (.xls), or a document of that age, and not a table of text: open it, save it as “CSV UTF-8”, and bring that
mistake-pdf = is a PDF, and not a table of text: bring the table that it was made from, saved as “CSV UTF-8”
mistake-picture = is a picture, and not a table of text
mistake-empty-file = is empty: nothing stands in it
mistake-markup = is a page of the web (or XML), as some systems export it under the name of a spreadsheet: open it in a spreadsheet, save it as “CSV UTF-8”, and bring that
mistake-no-rows = there are no rows below the header
mistake-header-again = the header stands here once more: take this row out
mistake-no-value = cannot be read
mistake-missing = missing field { $field }
mistake-no-number = `{ $written }` is no number: write { $plain }
mistake-twice = { $name }: stands twice in the object
mistake-unknown-column = unknown column `{ $column }`, expected one of { $known }
mistake-of-column = { $column }: { $what }
mistake-empty = nothing stands here
mistake-empty-words = nothing stands here in any language
mistake-other-currency = the currency is { $own }, and the programme's is { $currency }
mistake-cost-unit = { $cost } cannot be kept in the smallest unit of { $currency }
mistake-name-public = is for citizens; other proposers are named as they are
mistake-none-of = { $text } is none of { $known }
mistake-yes-no = { $text } is neither yes nor no
mistake-amount-comma = { $text }: write { $plain }, without signs between thousands
mistake-amount-commas = { $text }: write 1300000 or 12.50, without signs between thousands
mistake-no-amount = { $text } is not an amount ({ $reason })
mistake-budget-not-whole = { $budget } is not whole: money is in the currency's smallest unit, so that 12.50 of PLN is 1250
mistake-two-projects = score sheet { $body }/{ $expert }: two projects are { $on_record } on the record, one of them { $id }
mistake-points = { $text } is not a whole number of points
mistake-meta = META: { $what }
mistake-no-budget = there is no budget; add a line such as `budget;1000000`
mistake-budget-or-limit = the budget or a limit cannot be read
mistake-no-currency-code = currency: { $text } is not an ISO 4217 code, such as PLN
mistake-no-currency = currency: none is stated, and no country; add a line such as `currency;PLN` (ISO 4217; XXX where the amounts are no money)
mistake-no-currency-of = currency: none is stated, and the country { $country }, of whose money nothing is known here; add a line such as `currency;PLN` (ISO 4217; XXX where the amounts are no money)
mistake-unit = { $amount } cannot be kept in the smallest unit of { $currency }
mistake-unit-taken = { $amount } cannot be kept in the smallest unit of { $currency }, which is taken since META states none: add a line such as `currency;PLN`
mistake-min-length = min_length: is too large
mistake-no-such-limit = { $limit }: the record's rule has no such limit, and counts ballots that break it
mistake-stated = { $example }: { $treatment }
mistake-doubtful = { $treatment } ({ $count } { $count ->
    [one] time
   *[other] times
 }, first: { $first })
mistake-threshold-kept = { $field }: the rule that is made of the file keeps to it: a project needs { $least } { FORM($least, "vote/votes") }
mistake-ballot-of-line = the voter's ballot of line { $line } counts instead
mistake-ballot-on-record = the voter's ballot on the record, entry { $entry }, counts instead
mistake-ballots-none = the voter has another ballot, and none of them counts
mistake-comma-between = { $words }; between projects stands a comma: { $parted }
mistake-no-entry = { $text } is no entry: its number is meant
mistake-no-version = { $text } is no version: its number is meant
mistake-needs-proposer = names needs, and not what kind of proposer it comes from: say it in proposer_kind (in JSON: proposer.kind)
mistake-no-identifier = is no identifier: nothing is left of it without hyphens, or it is longer than 255 bytes
mistake-on-roll-twice = stands on line { $line } already: nobody is on a roll twice
