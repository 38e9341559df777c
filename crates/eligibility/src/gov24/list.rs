//! The list of services: who provides each, where it is for, and until when one can apply.

use serde_json::Value;

use super::agency::{AgencyBasis, region_of_agency};
use super::deadline::Deadline;
use super::rows::{FileError, NamedRow, Remark, named_rows, shown};
use crate::regions::Region;

/// The fields of `serviceList`.
const FIELDS: [&str; 21] = [
    "서비스ID",
    "지원유형",
    "서비스명",
    "서비스목적요약",
    "지원대상",
    "선정기준",
    "지원내용",
    "신청방법",
    "신청기한",
    "상세조회URL",
    "소관기관코드",
    "소관기관명",
    "부서명",
    "조회수",
    "소관기관유형",
    "사용자구분",
    "서비스분야",
    "접수기관",
    "전화문의",
    "등록일시",
    "수정일시",
];

/// A service of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListedService {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The agency that provides it.
    pub agency: String,
    /// Where it is for; `None` where that is not known.
    pub region: Option<Region>,
    /// How the region was found.
    pub basis: AgencyBasis,
    /// Until when one can apply.
    pub deadline: Deadline,
    /// The text of the deadline.
    pub deadline_text: String,
}

/// The rows of the list, in their order, with what was not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceList {
    /// The services.
    pub services: Vec<ListedService>,
    /// Fields that are not known.
    pub remarks: Vec<Remark>,
}

impl ServiceList {
    /// Reads `serviceList` of gov24/v3: a row a line, a list, or pages with their `data`.
    ///
    /// # Errors
    /// A line that is no JSON, a row without or with a repeated identifier.
    pub fn read(text: &str) -> Result<ServiceList, FileError> {
        let mut list = ServiceList::default();
        for NamedRow { row, id, fields } in named_rows(text)? {
            let unknown = fields
                .iter()
                .filter(|(field, _)| !FIELDS.contains(&field.as_str()));
            list.remarks.extend(unknown.map(|(field, value)| Remark {
                row,
                service: id.clone(),
                field: field.clone(),
                value: shown(value),
                what: "unknown field",
            }));
            let text = |field: &str| {
                fields
                    .get(field)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            };
            let (region, basis) = region_of_agency(text("소관기관유형"), text("소관기관명"));
            list.services.push(ListedService {
                name: text("서비스명").to_owned(),
                agency: text("소관기관명").to_owned(),
                region,
                basis,
                deadline: Deadline::read(text("신청기한")),
                deadline_text: text("신청기한").to_owned(),
                id,
            });
        }
        Ok(list)
    }

    /// The service of an identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&ListedService> {
        self.services.iter().find(|service| service.id == id)
    }
}
