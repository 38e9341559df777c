programme-currency = { $currency } is not an ISO 4217 code
programme-zone = { $zone } is not an IANA time zone
programme-target = must be at least 1
programme-audience-of-another = { $audience } belongs to the group { $group }, this to another
