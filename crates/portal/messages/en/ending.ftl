ending-act-close = Close the consultation
ending-act-waive = Waive something
ending-act-assess = Assess the say people had
ending-close-lead = A consultation is closed when all that it owes is there or was waived, and everybody who spoke in it is answered.
ending-waive-lead = Something that the consultation owes need not be there until a day. Before it is due this counts as kept; later it only lets the consultation be closed. Everybody reads why.
ending-assess-lead = Say how far those who took part had a say, by entries of the record. It stands beside what was promised.
ending-open = This is still open:
ending-open-not-ended = it has not ended
ending-open-agenda = there was no agenda: an administrator waives it
ending-open-minutes = the minutes are not approved
ending-open-voices = { $count ->
    [one] { $number } voice is not answered
   *[other] { $number } voices are not answered
 }
ending-part = What is waived
ending-ground = Ground
ending-ground-law = a law keeps it from being told
ending-ground-emergency = an emergency
ending-ground-technical = lost, or impossible for technical reasons
ending-ground-other = something else
ending-until = Until
ending-until-hint = After that day it is due again.
ending-why = Why
ending-level = Say that people had
ending-evidence = Entries that show it
ending-evidence-hint = Numbers of entries of this programme, or the addresses of their pages, one a line
ending-evidence-bad = “{ $found }” is neither the number nor the address of an entry
ending-influence = Promised and found
ending-as-promised = as promised
ending-less = { $count ->
    [one] { $number } step less than promised
   *[other] { $number } steps less than promised
 }
ending-more = { $count ->
    [one] { $number } step more than promised
   *[other] { $number } steps more than promised
 }
ending-waivers = Waived
ending-waived-until = until { $until }
ending-closed = Closed
ending-closed-means = All that was owed is there or was waived, and everybody who spoke in it is answered.
