//! The fields of the list and of the details.

use madang_eligibility::gov24::{NamedRow, region_of_agency};
use madang_words::{Language, Text};
use serde_json::Value;

use super::values::{address, is_of_a_person, items, moment, parts, plain};
use crate::problem::Problem;
use crate::remark::{Remark, shown};
use crate::service::{Deadline, Service};

/// Fields by which a list is known: no other operation has them.
pub(super) const LIST_ALONE: [&str; 9] = [
    "서비스목적요약",
    "소관기관코드",
    "부서명",
    "조회수",
    "소관기관유형",
    "사용자구분",
    "서비스분야",
    "접수기관",
    "등록일시",
];

/// Reads one row, and notes what of it is not understood.
pub(super) struct Reader<'a> {
    file: usize,
    row: &'a NamedRow,
    remarks: &'a mut Vec<Remark>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: usize, row: &'a NamedRow, remarks: &'a mut Vec<Remark>) -> Reader<'a> {
        Reader { file, row, remarks }
    }

    /// A service from its row in the list.
    ///
    /// # Errors
    /// A row without a name.
    pub(super) fn listed(&mut self) -> Result<Service, Problem> {
        let mut service = Service {
            id: self.row.id.clone(),
            languages: vec!["ko".to_owned()],
            ..Service::default()
        };
        self.fields(&mut service, true);
        if service.name.0.is_empty() {
            let (row, field) = (self.row.row, "서비스명");
            return Err(Problem::Missing { row, field });
        }
        let provider = &service.provider;
        let (region, _) = region_of_agency(&provider.kind, &provider.name);
        service.region = region.map(|region| region.code().to_owned());
        if region.is_none() {
            let agency = Value::String(provider.name.clone());
            self.remark(
                "소관기관명",
                &agency,
                "where the agency's services are for is not known",
            );
        }
        Ok(service)
    }

    /// What the details say more of a service.
    pub(super) fn detailed(&mut self, service: &mut Service) {
        self.fields(service, false);
    }

    fn fields(&mut self, service: &mut Service, in_list: bool) {
        let row = self.row;
        for (field, value) in &row.fields {
            let text = match value {
                Value::Null => continue,
                Value::String(text) => plain(text),
                // How often a page was read says nothing of the service.
                Value::Number(_) if field == "조회수" => continue,
                other => {
                    self.remark(field, other, "no text: not used");
                    continue;
                }
            };
            if text.is_empty() {
                continue;
            }
            let known = match in_list {
                true => self.of_list(service, field, &text) || self.of_both(service, field, &text),
                false => {
                    self.of_detail(service, field, &text) || self.of_both(service, field, &text)
                }
            };
            if !known {
                self.remark(field, value, "unknown field");
            }
        }
    }

    /// Fields that the list and the details have.
    fn of_both(&mut self, service: &mut Service, field: &str, text: &str) -> bool {
        let words = || Text::new(Language::Ko, text);
        match field {
            "서비스ID" => {}
            "서비스명" => {
                if service.name.0.is_empty() {
                    service.name = words();
                }
            }
            "지원유형" => service.kinds = parts(text),
            "지원대상" => service.eligibility_text = words(),
            "선정기준" => service.criteria = words(),
            "지원내용" => service.benefit = words(),
            "신청방법" => service.apply = Text::new(Language::Ko, parts(text).join(", ")),
            "신청기한" => service.deadline = Deadline::read(text),
            "소관기관명" => {
                if service.provider.name.is_empty() {
                    service.provider.name = text.split_whitespace().collect::<Vec<_>>().join(" ");
                }
            }
            "수정일시" => service.modified = self.moment(field, text),
            _ => return false,
        }
        true
    }

    fn of_list(&mut self, service: &mut Service, field: &str, text: &str) -> bool {
        match field {
            "서비스목적요약" => service.summary = Text::new(Language::Ko, text),
            "상세조회URL" => service.url = self.address(field, text),
            "소관기관코드" => service.provider.code = Some(text.to_owned()),
            "부서명" => service.provider.department = Some(text.to_owned()),
            "조회수" => {}
            "소관기관유형" => service.provider.kind = text.to_owned(),
            "사용자구분" => service.users = parts(text),
            "서비스분야" => service.topic = Some(text.to_owned()),
            "접수기관" => service.contact.office = self.office(field, text),
            "전화문의" => service.contact.phones = self.contacts(field, text),
            "등록일시" => service.registered = self.moment(field, text),
            _ => return false,
        }
        true
    }

    fn of_detail(&mut self, service: &mut Service, field: &str, text: &str) -> bool {
        match field {
            "서비스목적" => {
                let purpose = Text::new(Language::Ko, text);
                if service.summary.0.is_empty() {
                    service.summary = purpose;
                } else if service.summary != purpose {
                    let value = Value::String(text.to_owned());
                    self.remark(field, &value, "the list says it in other words: not used");
                }
            }
            "구비서류" => service.documents = items(text),
            "공무원확인구비서류" => service.documents_fetched = items(text),
            "본인확인필요구비서류" => service.documents_identity = items(text),
            "접수기관명" => service.contact.office = self.office(field, text),
            "문의처" => service.contact.phones = self.contacts(field, text),
            "온라인신청사이트URL" => service.apply_url = self.address(field, text),
            "법령" | "행정규칙" | "자치법규" => service.legal_basis.extend(items(text)),
            _ => return false,
        }
        true
    }

    fn office(&mut self, field: &str, text: &str) -> Option<String> {
        Some(self.contacts(field, text).join(", ")).filter(|office| !office.is_empty())
    }

    /// Contacts of agencies; what may be of a person is left out, and its value is told to nobody.
    fn contacts(&mut self, field: &str, text: &str) -> Vec<String> {
        let (persons, agencies): (Vec<String>, Vec<String>) = parts(text)
            .into_iter()
            .partition(|part| is_of_a_person(part));
        if !persons.is_empty() {
            self.remark(
                field,
                &Value::String(String::new()),
                "may be of a person: left out",
            );
        }
        agencies
    }

    fn address(&mut self, field: &str, text: &str) -> Option<String> {
        let found = address(text);
        if found.is_none() {
            self.remark(
                field,
                &Value::String(text.to_owned()),
                "no address of http or https: not used",
            );
        }
        found
    }

    fn moment(&mut self, field: &str, text: &str) -> Option<String> {
        let found = moment(text);
        if found.is_none() {
            self.remark(
                field,
                &Value::String(text.to_owned()),
                "no moment of the form YYYYMMDDhhmmss: not used",
            );
        }
        found
    }

    fn remark(&mut self, field: &str, value: &Value, what: &str) {
        let remark = Remark::new(self.row.row, &self.row.id, field, shown(value), what);
        self.remarks.push(Remark {
            file: self.file,
            ..remark
        });
    }
}
