# What `madang export` says. A message here has its like in ko/export.ftl, with the same placeholders.

export-wrote = wrote { $size } { FORM($size, "entry/entries") } to { $place }
export-check = check it with: madang verify { $place }
export-no-checkpoint = { $file } holds no checkpoint: name another directory, or look at what is there and remove it
export-other-record = { $place } holds the record "{ $published }", and this is "{ $own }": name another directory. Nothing was written
export-older = { $place } holds { $published } { FORM($published, "entry/entries") }, and this database { $own }: it is older than what is published (a restored backup?). Nothing was written
export-other-log = { $place } holds { $published } { FORM($published, "entry/entries") } that are not the first ones of this database: they are of another record of the same name, or one of the two was altered. Nothing was written
export-exporting = exporting
export-missing = the database has no { $path }; `madang rebuild` makes its tables anew
export-not-begun = the record has not begun
export-attachment-missing = the file { $path } is not in the folder of attachments: put it back from a backup
export-other-key = { $place } holds a record named "{ $origin }", as this is, that no key of this record signed: it is another record. Name another directory. Nothing was written
export-key-of-another = { $place } holds the key of another record ({ $file }) and no checkpoint: somebody published that one there, or began to. Name another directory, or look at what is there and remove it. Nothing was written
export-waits = another export writes into { $place }; this one waits for it
export-meanwhile = { $place } was published by another while this was written; its checkpoint was left as it is. Export again
