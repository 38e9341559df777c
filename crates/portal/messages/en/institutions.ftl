institution-name = Name of the institution
