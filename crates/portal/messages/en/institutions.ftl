kind-institution-named = Institution named
institution-name = Name of the institution
