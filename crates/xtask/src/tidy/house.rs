//! The plan of the house: which floors there are, which features stand on them, and which files list those.

/// The floors, lowest first; a crate may import crates of lower floors only.
pub const FLOORS: &[&[&str]] = &[
    &["words", "record", "database"],
    &[
        "selection",
        "survey",
        "eligibility",
        "opinion",
        "commitments",
        "charts",
    ],
    &["selection-words", "catalogue", "coverage"],
    &["selection-report", "eligibility-browser"],
    &["programme"],
    &["exchange", "store", "verify", "accounts"],
    &["portal"],
    &["example"],
    &["madang", "fixtures", "xtask"],
    &["acceptance"],
];

/// The features, in the order of their dependence.
pub const FEATURES: &[&str] = &[
    "log",
    "content",
    "commitments",
    "people",
    "programmes",
    "institutions",
    "bodies",
    "voices",
    "needs",
    "consultations",
    "proposals",
    "votes",
    "scoring",
    "answers",
    "services",
    "design",
    "surveys",
    "assessments",
    "openness",
    "trace",
];

/// The crates that have a folder for each feature that they know.
pub const WITH_FEATURES: &[&str] = &["programme", "exchange", "store", "verify", "portal"];

/// The engines, which know neither portal words nor HTML, and whose numbers the portal gets through others.
pub const ENGINES: &[&str] = &[
    "selection",
    "survey",
    "eligibility",
    "opinion",
    "commitments",
    "catalogue",
    "coverage",
];

/// The files that list features. What a feature needs from them is the list itself, by these names.
pub const LISTS: &[(&str, &str, &[&str])] = &[
    ("programme", "event", &["Event"]),
    ("programme", "state", &["State"]),
    ("store", "projection", &[]),
    ("portal", "features", &[]),
    ("verify", "recompute", &[]),
];
