# What `madang admin` says. A message here has its like in ko/admin.ftl, with the same placeholders.

admin-granted = an administrator was named: { $holder }
admin-already = the account is an administrator already; nothing was recorded
admin-link = with this link they sign in, once, within fifteen minutes: { $link }
admin-ended = the roles were ended of { $holder }
admin-none = the account holds no role; nothing was recorded
admin-no-account = there is no account with the address { $address }: look at how it is written, as in `madang admin end kim@example.go.kr`
