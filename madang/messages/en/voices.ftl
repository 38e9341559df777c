# What `madang voice` says. A message here has its like in ko/voices.ftl, with the same placeholders.

voice-received = the voice is received
voice-asked = voice { $voice } waits for more until { $until }
voice-supplemented = what was added to voice { $voice } is on record
voice-transferred = voice { $voice } goes to { $to }
voice-code-renewed = voice { $voice } has another slip; print this code, which is kept nowhere:
voice-withdrawn = voice { $voice } is withdrawn
voice-none-of = it is none of { $known }
