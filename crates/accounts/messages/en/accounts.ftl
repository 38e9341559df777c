# What the accounts say to the person who meets it. A message here has its like in ko/accounts.ftl, with the same placeholders.

accounts-database = the accounts: { $problem }
accounts-damaged = the accounts are damaged: { $what }. Restore a backup of them
accounts-busy = too many passwords are being checked; ask again in a few seconds
accounts-random = the system gave no random numbers: { $problem }
accounts-passkey = a passkey could not be used: { $problem }
accounts-hash = a password could not be checked: { $problem }
accounts-mail-address = the mail server's address { $place } cannot be used. It is smtps://user:password@host (TLS), smtp://user:password@host?tls=required (STARTTLS), or smtp://host:port inside one's own machine
accounts-mail-from = { $sender } is not a sender: write Madang <madang@example.go.kr>
accounts-mail-clear = the mail server's password would go over the network in the clear: name it smtps://… or add ?tls=required
accounts-mail-refused = the mail server refuses this mail for good: { $problem }
accounts-mail-later = the mail server does not take this mail now: { $problem }
accounts-mail-server = the mail server { $place } does not answer as it should: { $problem }
accounts-provider-issuer = the issuer { $issuer } cannot be used: it is an address such as https://id.example.go.kr, as the provider's .well-known/openid-configuration names it, without user, ? and #; http:// is for one on this machine alone
accounts-provider-host = { $host } is not a host: write id.example.go.kr, or id.example.go.kr:8443
accounts-provider-client = the provider's client is empty
accounts-provider-secret = the provider's secret is empty
accounts-provider-korean = the provider's name in Korean is empty
accounts-provider-english = the provider's name in English is empty
