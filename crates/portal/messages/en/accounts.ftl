account-address = Mail address
account-address-wrong = It is not a mail address, such as name@example.org.
account-password = Password
account-password-current = Password so far
account-password-new = New password
account-busy = Too many people are signing in at this moment. Try again in a few seconds.
account-too-often = That was asked for too often. It works again from { $expected }.
account-sign-in-title = Sign in
account-sign-in-lead = Sign in with a passkey, or with your password, or have a link mailed to you.
account-sign-in-unkept = What you typed was not sent, and could not be kept until you have signed in: too many forms were kept in the last hour. Go back in your browser, where it may still stand, and copy it before you sign in.
account-sign-in-again = Before this can be changed, please show once more that it is you.
account-sign-in-submit = Sign in
account-sign-in-wrong = Address and password do not belong together. Without a password a link can be mailed to you.
account-mail-title = Have a link mailed to sign in with
account-mail-lead = We mail you a link. It works once, for fifteen minutes.
account-mail-submit = Mail me a link
account-register-title = Make an account
account-register-lead = You need a mail address and nothing else. We mail you a link that makes the account.
account-register-kept = Your address is kept apart from the public record. There you stand under random names that lead to you nowhere but here, a different one in each matter. You can take along and erase what is kept at any time.
account-register-submit = Make the account
account-sent-title = Look into your mail
account-sent-lead = We are sending a mail to this address, with what happens next. A link in it works for fifteen minutes.
account-sent-late = The mail server does not take mail at the moment: it may come late. It is sent as soon as the server takes it.
account-sent-more = If nothing comes, look among the unwanted mail, and whether the address was right. Three mails an hour go to one address.
account-link-title = Almost there
account-link-description = Use a link that was mailed to you.
account-link-sign-in = Sign in as { $address } with the button.
account-link-register = Make an account for { $address } with the button.
account-link-contact = Add { $address } to your account with the button.
account-contact-confirm = Add the address
account-link-dead-title = This link does not work any more
account-link-dead-lead = Links work once, for fifteen minutes, and the newest alone. Have another one mailed to you.
account-own-title = My account
account-own-lead = Your passkeys, addresses and devices, your password, everything that is kept of you, and the way out.
account-sign-out = Sign out
account-sign-out-everywhere = Sign out on all other devices
account-roles-title = Your roles on the record
account-roles-text = The record names you with these roles, under a random name. Whoever holds a role signs in with a passkey.
account-roles-show = You hold a role, and did not sign in with your passkey. Show it, and you can act in your role and change your account.
account-contacts-title = Addresses
account-contacts-caption = Mail addresses that lead to this account
account-contact-verified = Confirmed
account-contact-change = Change
account-contact-remove = Remove
account-contact-add = Add an address
account-devices-title = Devices
account-devices-caption = Devices that are signed in
account-device = Device
account-device-since = Since
account-device-seen = Last used
account-device-here = this one
account-device-unknown = unknown device
account-passkey-sign-in = Sign in with a passkey
account-passkey-add = Add a passkey
account-passkey-script = A passkey needs a browser that runs scripts. Without, sign in with your password or a mailed link; whoever holds a role needs a browser with scripts.
account-passkey-nowhere = Passkeys do not work here: browsers have them only where the portal is reached over https, under a name.
account-passkey-unable = This browser has no passkeys.
account-passkey-elsewhere = Passkeys work where this portal has its proper address: { $address }
account-passkey-failed = The device gave no passkey: it was stopped, took too long, or has none for this portal.
account-passkey-unreached = The portal did not answer. Try again.
account-passkey-wrong = This passkey does not belong to an account with this address, or it took too long. Try again, or have a link mailed to you.
account-passkey-not-added = The passkey could not be added. Try again.
account-passkey-device = Made on
account-passkey-made = Added
account-passkeys-title = Passkeys
account-passkeys-text = A passkey stays on your device or in your password manager, and is released by your fingerprint, face or code. Nobody can guess it, and no other site can ask for it.
account-passkeys-none = You have none yet.
account-passkeys-caption = Passkeys that sign in to this account
account-passkeys-second = You have one passkey. Add a second one on another device now: whoever loses the only one waits a day before they can add another, and whoever holds a role must have it granted anew.
account-passkeys-most = There are as many as there can be. Remove one before you add another.
account-provider-sign-in = Sign in with { $name }
account-provider-add = Add { $name }
account-provider-go-title = On the way to sign in
account-provider-go-description = You sign in elsewhere, and come back here.
account-provider-go-lead = You are led to { $name }. When you have signed in there, you come back here.
account-provider-go = Go on to { $name }
account-provider-down = { $found } does not answer at the moment. Sign in in another way, or try again in a few minutes.
account-provider-unasked = You are not signed in: it took too long, was used already, or did not begin here. Try again.
account-provider-browser = You are not signed in: this began in another browser. Begin again in this one.
account-provider-denied = You are not signed in: it was stopped or refused at { $found }.
account-provider-wrong = You are not signed in: what { $found } answered cannot be trusted. Try again; if it stays like this, tell whoever runs this portal.
account-provider-known = There is an account already with the mail address that { $found } names. Sign in to it in another way, and add { $found } on your page. Nobody gets into an account by an address alone.
account-provider-other = This is not the { $found } of the account that you are signed in to. Nothing was changed.
account-provider-others = Another account has it already. Nothing was changed.
account-provider-most = There are as many as there can be. Remove one before you add another.
account-provider-ended = You were signed out of this account meanwhile. Sign in, and add it again.
account-identities-title = Signing in with another identity
account-identities-text = You can sign in to this account with an identity that was checked elsewhere. Only your name there is kept here. Whoever holds a role acts with a passkey alone.
account-identities-none = You have added none.
account-identities-caption = Identities elsewhere that sign in to this account
account-identity = Checked by
account-identity-subject = Your name there
account-identity-last = Nothing else leads to this account. Add a mail address first.
account-recovery-title = I have lost my passkeys
account-recovery-text = Ask here, and you can add another passkey after a day. All your addresses are told at once, so that you can stop it if it was not you.
account-recovery-begin = Add another after a day
account-recovery-waits = All your addresses have been told. You can add another passkey from
account-recovery-over = The day is over: you can add a passkey now. Then remove those that you have lost.
account-recovery-stop = Stop this
account-recovery-role = Whoever holds a role cannot get past a lost passkey by mail. Ask an administrator to end your role and grant it anew; in between you can add another passkey after a day.
account-password-title = Password
account-password-there = You have a password.
account-password-none = You have no password, and sign in with a link that is mailed to you.
account-password-rule = A password has at least fifteen characters: several words make one that is easily kept in mind. Setting one signs out your other devices.
account-password-set = Set the password
account-password-short = It has fewer than { $expected } { FORM($expected, "character/characters") }.
account-password-long = It has more than { $expected } { FORM($expected, "character/characters") }.
account-password-guessed = It would be among the first to be guessed: few different characters, a well-known one, or your address.
account-password-wrong = It is not your password so far.
account-data-title = What is kept of you
account-data-text = Everything that is kept beside the public record: addresses, passkeys, identities elsewhere, devices, and the names under which you stand on the record; and all that you said and did under these names, with its words, entries and salts.
account-data-take = Take it along (JSON)
account-record-title = What you did on the record
account-record-lead = Everything that you said and did under your names, of every kind, the newest first. Only you read this list.
account-record-found = { $count ->
    [one] { $number } entry
   *[other] { $number } entries
}
account-record-none = Nothing yet.
account-record-caption = Your entries
account-record-entry = Entry
account-record-what = What and when
account-record-about = About
account-record-words = Your words
account-record-gone = These words are erased.
account-record-erase = Erase these words
account-record-erase-text = They are gone for good then, everywhere, and nobody can bring them back. That you said something stays on the record.
account-record-erase-send = Erase for good
account-record-not-yours = These are no words of yours that are still there.
account-erase-title = Erase my account
account-erase-text = Deletes everything that is kept of you, and, if you want, what you said on the record as well. What stays there belongs to nobody any more.
account-erase-go = Erase my account …
account-erase-lead = This deletes what is kept of you here, at once and for good.
account-erase-holds = You hold a role on the record. Ask whoever runs this portal to end it first: the record would otherwise name somebody who is not there.
account-erase-goes = Addresses, password, passkeys, identities elsewhere, devices, mail that waits, and the names that link you to the record go.
account-erase-stays = What you said on the record stays or goes, as you choose here. What stays stands under a name that leads to nobody. What you endorsed is taken back.
account-erase-final = Nobody can bring it back, and you cannot show any more that something on the record is yours.
account-erase-submit = Erase everything for good
account-erase-texts = What you said on the record
account-erase-texts-none = Choose …
account-erase-texts-erase = erase it as well, for good
account-erase-texts-keep = leave it there, as nobody's
account-erase-choose = Choose what is to become of what you said on the record.
account-erase-said =
    { $count ->
        [one] You said { $number } thing on the record.
       *[other] You said { $number } things on the record.
    }
account-erase-held =
    { $count ->
        [one] { $number } of them counts in a vote that is under way, and stays.
       *[other] { $number } of them count in a vote that is under way, and stay.
    }
account-erase-list = See what it is
account-erase-refused = Nothing was erased of the account: { $found }
account-erase-unavailable = The record did not answer. Your account is as it was; what is erased already stays erased. Try again.
account-erased-title = Your account is erased
account-erased-lead = Nothing of it is kept here any more.
account-letter-sign-in-subject = Your link to sign in
account-letter-sign-in =
    With this link you sign in at { $site }:

    { $link }

    It works once, for fifteen minutes. If you did not ask for it, there is nothing to do: without the link nobody gets in.
account-letter-no-account-subject = No account under this address
account-letter-no-account =
    Somebody asked for a link to sign in at { $site } with this address, and there is no account under it.

    If that was you, you can make one here: { $link }

    If it was not you, there is nothing to do.
account-letter-register-subject = Your link to make an account
account-letter-register =
    With this link you make your account at { $site }:

    { $link }

    It works once, for fifteen minutes. If you did not ask for it, there is nothing to do: no account is made without it.
account-letter-known-subject = You have an account already
account-letter-known =
    Somebody asked for an account at { $site } with this address, and there is one already. With this link you sign in:

    { $link }

    It works once, for fifteen minutes. If you did not ask for it, there is nothing to do.
account-letter-contact-subject = Confirm your address
account-letter-contact =
    With this link the address is added to an account at { $site }:

    { $link }

    It works once, for fifteen minutes. If you did not ask for it, do not follow it.
account-letter-invited-subject = You have been granted a role
account-letter-invited =
    You have been granted a role at { $site }: { $role }

    With this link you sign in: { $link }

    It works once, for fifteen minutes. After that have another one mailed to you: { $later }

    Whoever holds a role signs in with a passkey. You make one on your page, and a second one on another device.
account-letter-password = Your password was set anew
account-letter-contact-added = An address was added to your account
account-letter-contact-removed = An address was removed from your account
account-letter-passkey-added = A passkey was added to your account
account-letter-passkey-removed = A passkey was removed from your account
account-letter-identity-added = An identity elsewhere was added to your account
account-letter-identity-removed = An identity elsewhere was removed from your account
account-letter-recovery = Somebody says they lost your passkeys, and can add another in a day
account-letter-not-you =
    If that was you, there is nothing to do. If not, sign in at { $site } at once, stop or undo it on your page, sign out all other devices and set another password:

    { $link }
account-saved-title = Saved for later
account-saved-lead = Forms that you saved. Nobody else sees them, they stand on no record and count nowhere.
account-said = What you said, and what became of it
account-api-none = this portal has no accounts: nothing but ballots is taken over HTTP
account-api-sign-in = send the header `Authorization: Bearer TOKEN` with a token of your account, which its page “A token for programs” gives you
account-api-passkey = whoever holds a role must have shown their passkey, for some acts within the last ten minutes: sign in by it, and take a new token
account-api-role = it is for others to do: nobody in whose name you act may
account-api-nothing = there is nothing of that name at this address
account-api-over = at this stage it cannot be done any more
account-api-no-receipt = it is on record as entry { $entry }, but its receipt cannot be written
account-api-warned = { $found } It is on record, and everybody can read it. If it is not meant for everybody, have the words erased or say so to the office.
account-program-title = A token for programs
account-program-lead = With a token a program of yours says, hands in, endorses and answers in your name, by the addresses that the page on the API describes.
account-program-make = Make a token
account-program-made = Here is your token. It is shown this once: keep it now.
account-program-header = Authorization: Bearer { $token }
account-program-send = A program sends it in this header:
account-program-secret = Whoever has it can do what you can do: show it to nobody, and put it into no file that others read.
account-program-lasts = It ends when it is not used for 14 days, and after 30 days in any case; that of somebody who holds a role after 30 minutes, and after 12 hours.
account-program-ends = It is listed among the devices on your page, where you can end it at any time.
account-program-device = Program
