//! What explains a selection: which contents in which formats, and what is found.

use madang_programme::votes::SelectionPublished;
use madang_programme::votes::selection::Computed;
use madang_programme::{ContentRule, Fact};

/// The engine whose explanations are held against those on the record: this version's, unless somebody asks what the next one will
/// say of a record of today.
#[derive(Clone, Copy, Debug)]
pub struct Explainer {
    contents: &'static [ContentRule],
    also: fn(&mut Computed),
}

impl Default for Explainer {
    fn default() -> Explainer {
        Explainer {
            contents: SelectionPublished::CONTENTS,
            also: |_| (),
        }
    }
}

impl Explainer {
    /// An engine that writes its explanations in these formats and `also` adds to them what it finds more. A format that is raised
    /// for good stands in the list of contents of [`SelectionPublished`]; this is to see beforehand that no record breaks by it.
    pub fn of_another_version(
        contents: &'static [ContentRule],
        also: fn(&mut Computed),
    ) -> Explainer {
        Explainer { contents, also }
    }

    /// The contents of a selection, with the formats that are computed.
    pub(super) fn contents(&self) -> &'static [ContentRule] {
        self.contents
    }

    /// All that this engine says of a selection.
    pub(super) fn explained(&self, mut computed: Computed) -> Computed {
        (self.also)(&mut computed);
        computed
    }
}
