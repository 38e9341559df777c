# What `madang serve` says. A message here has its like in ko/serve.ftl, with the same placeholders.

serve-cannot-listen = cannot listen on { $address }; --listen names another address
serve-cannot-listen-admin = cannot listen on { $address }; --admin-listen names another address
serve-operator = { $file } does not say who runs the portal
serve-readable = { $reason }: the record can be read, and nothing is recorded
serve-read-only = READ-ONLY: { $reason }
serve-local-only = feeds and instructions say { $address }, which others cannot reach: --base-url names the public address
serve-portal = portal on { $address }/   record on { $address }/checkpoint
serve-metrics = metrics and health for the operator on http://{ $address }/metrics
serve-operator-file = who runs the portal is shown from { $file } and is not on the record; `madang operator set { $file }` puts it there
serve-operator-record = entry { $entry } of the record says who runs the portal, and { $file }, which says something else, is not shown; `madang operator set { $file }` records it
serve-no-mail = no mail server is named: nobody can sign in or have an account here (--mail-server, MADANG_MAIL_SERVER)
serve-public = pages, feeds and mail say { $address } (--base-url)
serve-no-network = { $network } is no address and no network, such as 10.1.0.0/16
