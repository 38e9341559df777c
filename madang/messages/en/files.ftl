# What the program of files that it reads and writes says. A message here has its like in ko/files.ftl, with the same placeholders.

files-cannot-read = cannot read { $file }
files-cannot-write = cannot write { $file }
files-cannot-remove = cannot remove { $file }
files-cannot-make = cannot make { $folder }
files-removed = { $file } was removed
files-link = { $file } is a link: an export follows none below its own directory. Remove the link, or name another directory
files-kept = { $option } { $file } is { $kept }: name another file, so that what is in it stays
files-read-too = { $option } { $file } is { $input }, which is read: name another file, so that what is in it stays
files-one-file = { $option } { $file } and { $other } { $same } are one file: name two
files-public = { $what }: public files would stand beside what is secret, and write over what the record rests on. Name another directory. Nothing was written
files-public-data = { $place } is a data directory
files-public-within = { $place } is in the data directory { $data }
files-public-root = { $place } is the root of the file system
files-public-guard = { $place } is where the guard file { $guard } stands
files-public-holds = { $place } holds { $file }, which is { $kept }
files-database = a database
files-key = a key
files-journal = part of a database
files-of-directory = a file of a data directory
