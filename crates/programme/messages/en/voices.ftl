voice-code-letter = holds { $letter }, which no code has: it is of the form XXXXX-XXXXX-XXXXX-XXXXX-X
voice-code-length = has { $length } { FORM($length, "letter/letters") } and digits; a code has 21
voice-code-mistyped = was mistyped: its last letter does not fit the others
voice-channel-not-own = is { $channel }; what comes so is entered by an official or a facilitator
voice-channel-own = must not be portal: that is how people say something themselves. Name how it came to whoever enters it
voice-receipt-missing = is missing: whoever speaks by { $channel } needs a code to come back with (`madang voice codes` prints some)
voice-receipt-taken = is that of the voice in entry { $entry }: one code is for one voice
voice-no-slip = has no slip: whoever said it comes back with their account, or it was published before
voice-code-replaced = is of a slip that was lost: entry { $by } put another in its place
voice-older-rules = before rules 7 no administrator brings in voices
voice-region = { $region } is no province by ISO 3166-2, as KR-11 is
voice-address = is no address of at most { $most } { FORM($most, "letter/letters") }, as https://example.org/petition/12 is
voice-not-own = is not who said it
voice-withdrawn = the voice was withdrawn by entry { $by }
voice-supplement-once = a supplement was asked for in entry { $entry }; it can be asked for once
voice-supplement-given = what was asked for was added already
voice-supplement-not-asked = nothing was asked to be added; a further voice can be handed in at any time
voice-supplement-late = the last day to add to it was { $until }
voice-transferred-there = is { $to }, which is to answer already
voice-answered = the voice was answered by entry { $by }
voice-holds-others = { $others } { $others ->
    [one] other goes
   *[other] others go
} on in it, and would be left without an answer: it cannot be taken back
voice-file-name = cannot be the name of a file: without folders and hidden characters, and ending as a file of its type ({ $type }) does
voice-file-bytes = is { $bytes }: a file is not empty and has { $most } { FORM($most, "byte/bytes") } at most
voice-file-other-bytes = is of other bytes than the record speaks of
voice-file-other-type = is { $type } on the record, and the file is none
voice-files-many = are { $files }: a voice has { $most } at most
voice-file-twice = holds the same file twice

# What its kinds of entries, its contents and its fields are called.
kind-voice-received = Voice received
kind-voice-code-renewed = Another slip handed out
kind-voice-supplement-asked = Supplement asked for
kind-voice-supplemented = Voice supplemented
kind-voice-transferred = Voice transferred
kind-voice-withdrawn = Voice withdrawn
kind-of-content-question = What more was asked for
field-bytes = size
field-channel = channel
field-consultation = consultation
field-files = files
field-from = from
field-question = question
field-receipt = code of the slip
field-region = region
field-to = to
field-until = until
field-voice = voice
field-voices = voices
