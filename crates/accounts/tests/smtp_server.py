"""What the mail tests let aiosmtpd do: keep mail in a folder, refuse one address for good and one for now."""

from aiosmtpd.handlers import Mailbox


class Choosy(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("never@"):
            return "550 5.1.1 no such person here"
        if address.startswith("later@"):
            return "451 4.3.0 come again"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"
