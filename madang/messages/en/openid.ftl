# What is said of the provider by which people sign in. A message here has its like in ko/openid.ftl, with the same placeholders.

openid-no-issuer = { $option } is given, and no provider: --openid-issuer https://id.example.go.kr, or MADANG_OPENID_ISSUER
openid-missing = the OpenID Connect provider lacks { $option } or { $variable }
openid-no-secret-file = { $file } is not there, the file with the secret of the OpenID Connect provider
openid-no-mail = people sign in by an OpenID Connect provider only where there are accounts, and those need a mail server: --mail-server and --mail-from
