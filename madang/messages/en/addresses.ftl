# What the program of addresses says. A message here has its like in ko/addresses.ftl, with the same placeholders.

addresses-public = { $what }: it is https:// (or http://) and a host, as in https://madang.example.go.kr
addresses-blank = it holds a blank, a control character or a backslash
addresses-no-address = it is no address
addresses-scheme = it has another scheme
addresses-user = it names a user
addresses-query = it goes on with ? or #
addresses-path = it has a path, but the portal answers at the root of a host: give it a host of its own, or a proxy that has one
addresses-no-port = it lacks a port, as in 127.0.0.1:8080 or localhost:8080
addresses-port = "{ $port }" is no port, as in 127.0.0.1:8080
addresses-brackets = an IPv6 address stands in brackets, as in [::1]:8080
addresses-host = "{ $host }" is no host, as in 127.0.0.1:8080; 0.0.0.0 is every one
addresses-origin-scheme = it has no https:// before it, as in madang.example.go.kr/record
addresses-origin = "{ $name }" cannot name a log: it holds a blank or a plus sign, or is empty
