# What a step of a file brings.

step-action-plan = action plan { $id }
step-audience = audience { $id }
step-body = body { $id }
step-commitment = commitment { $id }
step-group = group { $id }
step-milestone = milestone { $id }
step-programme = programme { $id }
step-proposal = proposal { $id }
step-selection-rule = selection rule { $id }
step-vote = vote { $id }
step-review = review { $id }
step-other = { $kind } { $id }
step-member = member { $id } of body { $body }
step-scores = score sheet { $body }/{ $expert }
step-ballot = ballot
step-answer = the answer to { $subject }
step-voice = voice { $id }
step-voice-in-line = the voice in line { $line }
step-need = need { $id }
step-need-voices = the voices of need { $id }
step-institution = institution { $id }
