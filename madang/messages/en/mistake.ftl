# What the program when something goes wrong says. A message here has its like in ko/mistake.ftl, with the same placeholders.

mistake-json = line { $line }, column { $column }: { $what }
mistake-text = { $what }
mistake-accounts = the accounts: { $problem }
mistake-accounts-damaged = the accounts are damaged: { $what }. Restore a backup of them
mistake-accounts-busy = too many passwords are being checked; ask again in a few seconds
mistake-accounts-random = the system gave no random numbers: { $problem }
mistake-accounts-hash = a password could not be checked: { $problem }
