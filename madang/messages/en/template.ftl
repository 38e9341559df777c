# What `madang template` says. A message here has its like in ko/template.ftl, with the same placeholders.

template-there = { $file } is there already: name another folder. Nothing was written
template-wrote = wrote { $number } { FORM($number, "file/files") } to { $folder }; README.md there has the steps
