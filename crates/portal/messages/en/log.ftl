kind-log-created = Record begun
kind-log-rules-adopted = Rules adopted
kind-log-key-rotated = Signing key changed
kind-log-database-accepted = Older database accepted
kind-log-operator-named = Operator named
