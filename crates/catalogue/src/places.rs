//! Names of regions as they stand in files.

use madang_eligibility::Region;

/// The region of a code as catalogues write it: two digits, five, or `KR`.
pub(crate) fn region(code: &str) -> Option<Region> {
    match code {
        "KR" => Some(Region::country()),
        code => Region::of_code(code),
    }
}

/// The whole name of a region: `경기도 용인시`; the country's own.
pub(crate) fn full_name(region: Region) -> String {
    let mut names = vec![region.name()];
    let mut around = region.parent();
    while let Some(region) = around.filter(|region| *region != Region::country()) {
        names.push(region.name());
        around = region.parent();
    }
    names.reverse();
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_has_the_names_around_it_but_the_countrys() {
        let name = |code| region(code).map(full_name);
        assert_eq!(name("KR").as_deref(), Some("대한민국"));
        assert_eq!(name("28").as_deref(), Some("인천광역시"));
        assert_eq!(name("41463").as_deref(), Some("경기도 용인시 기흥구"));
        assert_eq!(name("99"), None);
    }
}
