# What `madang commitments` and `madang stars` say. A message here has its like in ko/ogp.ftl, with the same placeholders.

ogp-unreadable = { $file } cannot be read
ogp-not-read = { $file }
ogp-no-name = { $file } has no name by which its commitments could be kept
ogp-imported = { $rows } { FORM($rows, "row/rows") }, { $imported } imported into { $place }
ogp-tried = { $rows } { FORM($rows, "row/rows") }, { $imported } would be imported; nothing was kept
ogp-exported = { $count } { FORM($count, "commitment/commitments") } written to { $file }
ogp-nothing-kept = { $folder } has no commitments: madang commitments import FILE --into { $folder } puts some there
ogp-encoding = read as { $encoding }; where that is wrong, name another with --encoding
ogp-row = line { $line } "{ $value }": { $reason }
ogp-value = line { $line }, { $field } "{ $value }": { $reason }
ogp-more = and { $more } more of this kind; --json lists all
ogp-commitment = commitment
ogp-binding = binding
ogp-starred = { $rows } { FORM($rows, "commitment/commitments") }; starred by v1 { $first }, by v2 { $second }, by v3 { $third }; - is not starred, ? is not decided by what is coded
