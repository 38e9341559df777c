kind-log-created = Record begun
kind-log-key-rotated = Signing key changed
kind-log-database-accepted = Older database accepted
