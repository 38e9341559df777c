# What the program when something goes wrong says. A message here has its like in ko/mistake.ftl, with the same placeholders.

mistake-json = line { $line }, column { $column }: { $what }
