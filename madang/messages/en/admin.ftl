# What `madang admin` says. A message here has its like in ko/admin.ftl, with the same placeholders.

admin-granted = an administrator was named: { $holder }
admin-already = the account is an administrator already; nothing was recorded
admin-link = with this link they sign in, once, within fifteen minutes: { $link }
admin-base = the link is for a portal at { $base }; for one at another address give --base-url or MADANG_BASE_URL
admin-ended = the roles were ended of { $holder }
admin-none = the account holds no role; nothing was recorded
admin-no-account = there is no account with the address { $address }: look at how it is written, as in `madang admin end kim@example.go.kr`
admin-no-mail = ATTENTION: no mail server is named here (--mail-server or MADANG_MAIL_SERVER). A portal that is served without one has no accounts: the link leads nowhere there until `madang serve` is started with a mail server
