# What `madang mail` says. A message here has its like in ko/mail.ftl, with the same placeholders.

mail-no-server = no mail server is named: --mail-server smtps://user:password@host, or MADANG_MAIL_SERVER
mail-no-sender = nobody is named who writes: --mail-from "Madang <madang@example.go.kr>", or MADANG_MAIL_FROM
mail-no-address = it is not a mail address: name@example.org
mail-test-subject = Mail from Madang arrives
mail-test-text = This mail was sent by `madang mail test`. It has arrived: there is nothing to do.
mail-test-taken = the mail server has taken a mail to { $to }; see that it arrives, and not among the unwanted ones
