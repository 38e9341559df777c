# What its kinds of entries, its contents and its fields are called.
kind-institution-named = Institution named
field-institution = institution
field-institutions = institutions
