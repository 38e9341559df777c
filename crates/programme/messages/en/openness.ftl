# What the checks of openness ask.

openness-c01 = When a consultation opens, closes and is decided is told before it opens
openness-c02 = Consultations are announced two weeks before they open
openness-c03 = A consultation has a title, a period, an address and says what it is about
openness-c04 = Whoever cannot come takes part over the network
openness-c05 = What is asked is still open
openness-c06 = A consultation in writing takes two weeks
openness-c07 = Who may come is told, and by what they are invited
openness-c09 = Of each consultation there is an agenda before it, and who was there after it
openness-c12 = Each consultation is summed up before anything is selected
openness-c13 = Every voice and proposal is answered, with a reason
openness-c14 = Answers come in time
openness-c15 = What came of a consultation points to what was said
openness-c19 = What was hidden is looked at again
openness-c20 = No personal data in public words
openness-c32 = Progress on what was adopted is told until it is done
