//! Where an agency's services are for: by its kind and name, never by the identifier of a service, which begins with the agency that
//! registered it.

use serde::Serialize;

use crate::regions::Region;

/// How a region was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum AgencyBasis {
    /// An agency of the central government: the whole country.
    #[serde(rename = "central")]
    Central,
    /// The name is that of a basic government with its province.
    #[serde(rename = "basic")]
    Basic,
    /// The name is that of a province, today's or a former one.
    #[serde(rename = "province")]
    Province,
    /// The name is that of the one basic government that is called so.
    #[serde(rename = "basic-by-unique-name")]
    UniqueName,
    /// The name begins with that of a province.
    #[serde(rename = "inside-province")]
    InsideProvince,
    /// Nothing of it is known.
    #[serde(rename = "not known")]
    NotKnown,
}

/// The region of an agency's services, from its kind (소관기관유형) and its name (소관기관명).
#[must_use]
pub fn region_of_agency(kind: &str, name: &str) -> (Option<Region>, AgencyBasis) {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if kind.trim() == "중앙행정기관" {
        return (Some(Region::country()), AgencyBasis::Central);
    }
    if name.is_empty() {
        return (None, AgencyBasis::NotKnown);
    }
    let provinces = Region::all().filter(|region| region.parent() == Some(Region::country()));
    let basic = Region::all()
        .filter(|region| region.parent().and_then(Region::parent) == Some(Region::country()));
    if let Some((province, rest)) = provinces
        .clone()
        .find_map(|province| Some((province, after(province, &name)?)))
    {
        if rest.is_empty() {
            return (Some(province), AgencyBasis::Province);
        }
        if rest == "교육청" {
            return (Some(province), AgencyBasis::InsideProvince);
        }
        if let Some(rest) = rest.strip_prefix(' ') {
            let own = basic
                .clone()
                .filter(|region| region.parent() == Some(province));
            // A name of today comes before one of the past.
            let found = own.clone().find(|region| region.name() == rest);
            let found = found.or_else(|| {
                own.clone()
                    .find(|region| region.former_names().contains(&rest))
            });
            return match found {
                Some(region) => (Some(region), AgencyBasis::Basic),
                None => (Some(province), AgencyBasis::InsideProvince),
            };
        }
    }
    let mut called = basic
        .filter(|region| region.name() == name || region.former_names().contains(&name.as_str()));
    match (called.next(), called.next()) {
        (Some(region), None) => (Some(region), AgencyBasis::UniqueName),
        _ => (None, AgencyBasis::NotKnown),
    }
}

/// What follows the name of a province.
fn after(province: Region, name: &str) -> Option<&str> {
    let names = std::iter::once(province.name()).chain(province.former_names().iter().copied());
    names
        .filter_map(|own| name.strip_prefix(own))
        .min_by_key(|rest| rest.len())
}
