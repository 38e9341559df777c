# What the checks of openness ask.

openness-c13 = Every voice and proposal is answered, with a reason
openness-c14 = Answers come in time
openness-c19 = What was hidden is looked at again
openness-c20 = No personal data in public words
openness-c32 = Progress on what was adopted is told until it is done
