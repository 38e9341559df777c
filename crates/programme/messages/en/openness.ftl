# What the checks of openness ask.

openness-c01 = When a consultation opens, closes and is decided is told before it opens
openness-c02 = Consultations are announced two weeks before they open
openness-c03 = A consultation has a title, a period, an address and says what it is about
openness-c04 = Whoever cannot come takes part over the network
openness-c05 = What is asked is still open
openness-c06 = A consultation in writing takes two weeks
openness-c07 = Who may come is told, and by what they are invited
openness-c08 = How much say people had is assessed within ninety days, beside what was promised
openness-c09 = Of each consultation there is an agenda before it, and after it who was there, the minutes and what came of it
openness-c10 = Minutes say the nine things that minutes are to say
openness-c11 = Minutes are approved two weeks after people met
openness-c12 = Each consultation is summed up before anything is selected
openness-c13 = Every voice and proposal is answered, with a reason
openness-c14 = Answers come in time
openness-c15 = What came of a consultation points to what was said
openness-c16 = The seats of a body are filled before it meets, and officials, designers and citizens work together in each phase of a design
openness-c17 = Who sits on a body is told
openness-c18 = Minutes tell who spoke by role, and by name only with consent
openness-c19 = What was hidden is looked at again
openness-c20 = No personal data in public words
openness-c21 = Who scores declares their interests before the vote opens
openness-c22 = Criteria stand before anybody scores, and scores are public
openness-c24 = A forum meets twice a year, by public rules
openness-c32 = Progress on what was adopted is told until it is done
