//! The scales. Definitions are paraphrased from the mechanism's glossary and the code book of its files; the levels of public
//! influence are those of the IAP2 spectrum by their names, in words of this project.

use serde::Serialize;

use super::Era::{A, B, C, D};
use super::{Code, OnScale, Scale};

macro_rules! scales {
    ($($(#[$about:meta])* $type:ident $id:literal of [$($era:ident)*] $(unclear $unclear:literal)? $(by number $by:literal)? {
        $($(#[$about_code:meta])* $code:ident = $number:literal $label:literal $(| $variant:literal)* : $means:literal),+ $(,)?
    })+) => {
        $(
            $(#[$about])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
            #[serde(rename_all = "snake_case")]
            pub enum $type {
                $(#[doc = $means] $(#[$about_code])* $code),+
            }

            impl OnScale for $type {
                const SCALE: &'static Scale = &Scale {
                    id: $id,
                    eras: &[$($era),*],
                    codes: &[$(Code {
                        label: $label,
                        number: $number,
                        variants: &[$($variant),*],
                        means: $means,
                    }),+],
                    unclear: scales!(@unclear $($unclear)?),
                    by_number: scales!(@by $($by)?),
                };
                const ALL: &'static [$type] = &[$($type::$code),+];
            }

            impl $type {
                /// Its label, as the current schema writes it.
                pub fn label(self) -> &'static str {
                    match self { $($type::$code => $label),+ }
                }

                /// Its number in the files of 2016 and 2024.
                pub fn number(self) -> i8 {
                    match self { $($type::$code => $number),+ }
                }
            }
        )+

        /// All scales.
        pub const SCALES: &[&Scale] = &[$(<$type as OnScale>::SCALE),+];
    };
    (@unclear) => { None };
    (@unclear $number:literal) => { Some($number) };
    (@by) => { false };
    (@by $by:literal) => { $by };
}

scales! {
    /// How clearly a commitment says what is to be done.
    Specificity "specificity" of [A B] {
        None = 0 "None": "No deliverable or milestone that could be verified.",
        Low = 1 "Low": "Measurable only where the reader interprets.",
        Medium = 2 "Medium": "A verifiable activity without specific milestones or deliverables.",
        High = 3 "High": "Clear, measurable, verifiable milestones.",
    }
    /// Whether it can be verified; Medium and High specificity of before are Yes.
    Verifiable "verifiable" of [C D] by number true {
        No = 0 "No": "It cannot be verified; from 2020 on nothing else of it is assessed.",
        Yes = 1 "Yes": "It can be verified.",
    }
    /// What it could change if it were carried out.
    PotentialImpact "potential_impact" of [A B C] unclear 0 {
        None = 0 "None": "Keeps or worsens what is.",
        Minor = 1 "Minor": "A small positive step.",
        Moderate = 2 "Moderate": "A major step, limited in scale or scope.",
        Transformative = 3 "Transformative": "Could change how things are done in the policy area.",
    }
    /// What results it promises. The file numbers Unclear 0.
    PotentialForResults "potential_for_results" of [D] unclear 0 {
        Modest = 1 "Modest": "Positive but standing alone: nothing binding, no institution.",
        Substantial = 2 "Substantial": "Changes rules, practices or institutions, bindingly or lastingly.",
    }
    /// How much of it was done. The file numbers Unclear 1, and reports of 2020 on say "No evidence available" in its place.
    Completion "completion" of [A B C D] unclear 1 {
        Withdrawn = 0 "Withdrawn": "The government took it back.",
        NoEvidence = 1 "No evidence available" | "No evidence": "Nothing shows what was done.",
        NotStarted = 2 "Not Started": "Nothing was begun.",
        Limited = 3 "Limited": "Less than half was done.",
        Substantial = 4 "Substantial": "Most of it was done.",
        Complete = 5 "Complete" | "Completed": "All of it was done.",
    }
    /// Completion at the end beside that at mid-term. Files number the difference of the two codes.
    Change "change_in_completion" of [B] {
        Decrease = -1 "Decrease": "Less at the end than at mid-term.",
        NoChange = 0 "No Change": "The same.",
        Increase = 1 "Increase": "More.",
    }
    /// Whether it was on schedule.
    OnSchedule "on_schedule" of [A] {
        Behind = 0 "behind schedule": "Behind.",
        On = 1 "on schedule": "On time.",
        Ahead = 2 "ahead of schedule": "Ahead.",
    }
    /// Whether it was begun before the plan. The file numbers Unclear 0.
    NewOrPreexisting "new_or_preexisting" of [A] unclear 0 {
        Preexisting = 1 "Pre-existing" | "Preexisting": "It was there before the plan.",
        New = 2 "New": "It came with the plan.",
    }
    /// What the reviewer advised.
    NextSteps "next_steps" of [A] {
        Continued = 0 "Continued work on basic implementation": "Go on with the first carrying out.",
        Further = 1 "Further work on basic implementation": "More is to be done of it.",
        NewCommitment = 2 "New commitment building on existing implementation": "Build a new one on it.",
        Extension = 3 "Extension based on existing implementation": "Extend it.",
        Maintenance = 4 "Maintenance and monitoring (of completed implementation)" | "Maintenance and monitoring": "Keep it up and watch it.",
        Revision = 5 "Revision of the commitment to be more achievable or measurable": "Word it so that it can be reached or measured.",
        SignificantRevision = 6 "Significant revision of the commitment": "Word it anew.",
        NoneRequired = 7 "No further action required": "Nothing more is needed.",
        NoneComplete = 8 "None: completed implementation": "Nothing: it is done.",
        NoneAbandon = 9 "None: abandon commitment": "Nothing: give it up.",
    }
    /// Whether it opened government. What is "not applicable" for one value is absent, and a value's column numbers each code one higher.
    DidItOpen "did_it_open_government" of [B C D] {
        Worsened = 0 "Worsened" | "Worsens": "Government is more closed than before.",
        DidNotChange = 1 "Did Not Change" | "None": "Nothing changed.",
        /// Files give it the number of Did Not Change; it is not the same.
        NoResultsYet = 1 "No early results to report yet": "It is too early to say.",
        Marginal = 2 "Marginal": "Some change, limited in scope or scale.",
        Major = 3 "Major": "A major step, limited in scope or scale.",
        Outstanding = 4 "Outstanding": "Practice in the policy area was transformed.",
    }
    /// What early results there are, of reports from 2020 on.
    EarlyResults "early_results" of [D] {
        NoNotable = 0 "No notable results" | "No Notable Result": "Nothing to speak of.",
        Moderate = 1 "Moderate" | "Moderate results": "Some results.",
        Significant = 2 "Significant" | "Significant results": "Results that matter.",
    }
    /// How much the public influenced a plan (IAP2 spectrum), from none to the decision itself.
    Influence "public_influence" of [A B C D] {
        NoConsultation = 0 "No consultation": "Nobody was asked.",
        Inform = 1 "Inform": "People were told.",
        Consult = 2 "Consult": "People could say what they think, and were told how it counted.",
        Involve = 3 "Involve": "Their concerns show in the options.",
        Collaborate = 4 "Collaborate": "Options were worked out together.",
        Empower = 5 "Empower": "The public decided.",
    }
    /// The first test of the star that a commitment fails, as the file of 2024 names it.
    BindingConstraint "binding_constraint" of [A B C D] {
        Specificity = 0 "Spec": "Not specific enough, or not verifiable.",
        Relevance = 1 "Rel": "Not relevant to a value of open government.",
        PotentialImpact = 2 "PotImp": "Not transformative.",
        Completion = 3 "Cmpl": "Neither substantially nor wholly completed.",
        Star = 4 "STAR": "No test failed: it is starred.",
    }
}
