# What `madang commitment` says. A message here has its like in ko/commitments.ftl, with the same placeholders.

commitment-shown = commitment { $commitment }, as entry { $entry } has it
commitment-words-hidden = Its words are not public.
commitment-corrected = commitment { $commitment } is put right
commitment-change = { $field }: { $before } → { $after }
commitment-blank = (nothing)
commitment-no-value = --set { $given }: write FIELD=VALUE, such as start_date=2014-07-01
commitment-no-field = a commitment has no field "{ $field }" that can be put right. Its fields: { $known }
commitment-field-wrong = --set { $given }: { $what }
commitment-unchanged = nothing is to be put right: that is what commitment { $commitment } says already
commitment-words-anew = the words of commitment { $commitment } cannot be read here, and a correction says the whole of it: give them anew, such as --set title.en="…"
