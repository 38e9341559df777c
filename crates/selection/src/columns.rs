//! Service groups and audiences of projects, taken from a column of the source that says them under another name.

use crate::election::{Election, Project};
use crate::spelling::{spelled, stated, trimmed, unguarded};
use crate::warning::WarningKind;
use crate::wording::{Wording, wording};

/// The column that groups are read from unless another is named.
pub(crate) const GROUP: &str = "group";

/// Why a column cannot say the groups or audiences.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// No project has this column.
    NoColumn {
        /// The column asked for.
        column: String,
        /// The columns there are, separated by commas.
        columns: Wording,
    },
    /// The column says nothing about any project.
    Empty {
        /// The column asked for.
        column: String,
    },
    /// A project has more than one value, but can be in one group only.
    Several {
        /// The project's id.
        project: String,
        /// The column asked for.
        column: String,
        /// Its values, separated by commas.
        values: String,
    },
}

impl ColumnError {
    /// What is said of it.
    pub fn wording(&self) -> Wording {
        match self {
            Self::NoColumn { column, columns } => wording!(
                "error-no-column",
                "the projects have no column `{column}`: there are {columns}",
                column = column,
                columns = columns.clone()
            ),
            Self::Empty { column } => wording!(
                "error-empty-column",
                "the column `{column}` is empty for every project: name another",
                column = column
            ),
            Self::Several {
                project,
                column,
                values,
            } => wording!(
                "error-several-values",
                "project `{project}` has several values in the column `{column}`: {values}. A project is in one group: keep one of them, or make a column `group` with one value for each project",
                project = project,
                column = column,
                values = values
            ),
        }
    }
}

impl std::fmt::Display for ColumnError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.wording().fmt(formatter)
    }
}

/// What parts a list in a table.
pub(crate) const SIGNS: &[char] = &[',', '|'];

/// The ids in a list of a table that `signs` part, each of which may be guarded.
pub(crate) fn ids<'t>(text: &'t str, signs: &[char]) -> Vec<&'t str> {
    let parts = text.split(signs).map(trimmed);
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(unguarded).collect()
}

/// The parts of `text` between commas or bars.
pub(crate) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(SIGNS)
        .map(trimmed)
        .filter(|part| !part.is_empty())
}

impl Election {
    /// Takes each project's service group from the source column `column` (compared without regard to ASCII case where
    /// no name is the same), in place of the column `group`. A project for which it is empty is in no group, which is
    /// counted in the warnings. Changes the digest, as groups belong to what decides.
    ///
    /// # Errors
    /// When there is no such column, when it says nothing, or when it has several values for one project.
    pub fn take_groups_from(&mut self, column: &str) -> Result<(), ColumnError> {
        let values = self.values_of(column)?;
        if let Some((project, values)) = self
            .projects
            .iter()
            .zip(&values)
            .find(|(_, values)| values.len() > 1)
        {
            return Err(ColumnError::Several {
                project: project.id.clone(),
                column: column.to_owned(),
                values: values.join(", "),
            });
        }
        for (project, mut values) in self.projects.iter_mut().zip(values) {
            project.group = values.pop();
            let text = project.group.clone().unwrap_or_default();
            set_column(project, GROUP, text);
            if project.group.is_none() {
                let id = project.id.clone();
                self.warnings.add(WarningKind::ProjectWithoutGroup, || {
                    wording!("error-text", "{text}", text = id)
                });
            }
        }
        self.group_column = Some(column.to_owned());
        self.digest = std::sync::OnceLock::new();
        Ok(())
    }

    /// Takes each project's audiences from the source column `column`, as [`Election::take_groups_from`] does; a project
    /// may have several, separated by commas or bars.
    ///
    /// # Errors
    /// When there is no such column, or when it says nothing.
    pub fn take_audiences_from(&mut self, column: &str) -> Result<(), ColumnError> {
        let values = self.values_of(column)?;
        for (project, values) in self.projects.iter_mut().zip(values) {
            set_column(project, "beneficiaries", values.join(","));
            project.audiences = values;
        }
        Ok(())
    }

    /// What an unknown group is answered with: where was looked, and what is there.
    pub(crate) fn where_groups_are(&self) -> Wording {
        let column = self.group_column.as_deref().unwrap_or(GROUP);
        let mut groups: Vec<&str> = self
            .projects
            .iter()
            .filter_map(|p| p.group.as_deref())
            .collect();
        groups.sort_unstable();
        groups.dedup();
        if groups.is_empty() {
            return wording!(
                "error-no-groups",
                "no project has a group: the column `{column}` was looked at, and there are the columns {columns}. Name the one with the groups (--group-column on the command line)",
                column = column,
                columns = self.column_names()
            );
        }
        wording!(
            "error-other-groups",
            "the column `{column}` has the groups {groups} (there are the columns {columns}; another is named with --group-column on the command line)",
            column = column,
            groups = groups.join(", "),
            columns = self.column_names()
        )
    }

    fn column_names(&self) -> Wording {
        let columns = self.projects.first().map_or(&[][..], |p| &p.columns);
        if columns.is_empty() {
            return wording!("error-none", "none");
        }
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        wording!("error-names", "{names}", names = names.join(", "))
    }

    /// The values of each project in `column`.
    fn values_of(&self, column: &str) -> Result<Vec<Vec<String>>, ColumnError> {
        let column = &*spelled(column);
        let columns = self.projects.first().map_or(&[][..], |p| &p.columns);
        let same = columns.iter().find(|(name, _)| name == column);
        let alike = || {
            columns
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(column))
        };
        let Some((name, _)) = same.or_else(alike) else {
            return Err(ColumnError::NoColumn {
                column: column.to_owned(),
                columns: self.column_names(),
            });
        };
        let values: Vec<Vec<String>> = self
            .projects
            .iter()
            .map(|project| {
                list(project.column(name).unwrap_or_default())
                    .filter_map(stated)
                    .map(|value| spelled(value).into_owned())
                    .collect()
            })
            .collect();
        if values.iter().all(Vec::is_empty) {
            let column = column.to_owned();
            return Err(ColumnError::Empty { column });
        }
        Ok(values)
    }
}

/// Keeps the columns in step, so that what is written from the election says the same.
fn set_column(project: &mut Project, name: &str, text: String) {
    match project.columns.iter_mut().find(|(key, _)| key == name) {
        Some((_, old)) => *old = text,
        None => project.columns.push((name.to_owned(), text)),
    }
}
