# What kinds of entries and contents are called; . and _ of a name stand as -.

kind-beside = { $words } [{ $id }]
kind-unknown = { $id }

kind-of-content-text = Words
kind-of-content-reason = Reason
