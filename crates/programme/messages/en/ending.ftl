# How a consultation ends.
waiver-done = names what is there already, by entry { $entry }
closing-closed-already = the consultation was closed by entry { $entry }
closing-not-ended = the consultation has not ended
closing-not-held = nobody said yet that the consultation was held
closing-no-agenda = the consultation had no agenda: it is closed when an administrator waives that
closing-no-attendance = who was there is not published yet
closing-no-minutes = the minutes are not approved yet
closing-no-outcomes = nothing is recorded yet of what came of the consultation
closing-correction = the correction of the minutes of entry { $entry } is not settled
closing-voices = { $number } { FORM($number, "voice is/voices are") } not answered, the first of them { $first }
assessment-evidence = must name from 1 to { $most } { FORM($most, "entry/entries") } that show it
assessment-evidence-elsewhere = names entry { $entry }, which is none of this programme
assessment-evidence-twice = names entry { $entry } twice

kind-waiver-granted = Duty of a consultation waived
kind-consultation-closed = Consultation closed
kind-influence-assessed = Say of those who took part assessed
field-level = say that was found
field-part = part
