//! What can be known about a person, a household and a business: the vocabulary of rules.

use serde::{Serialize, Serializer};

/// Whom a fact or a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The visitor, or another person of the household.
    Person,
    /// The household that they live in.
    Household,
    /// The business or organisation that they act for.
    Business,
}

impl Subject {
    /// The word for it in profiles and rules: `person`, `household`, `business`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Subject::Person => "person",
            Subject::Household => "household",
            Subject::Business => "business",
        }
    }

    /// The Korean word for it in rules.
    #[must_use]
    pub fn korean(self) -> &'static str {
        match self {
            Subject::Person => "사람",
            Subject::Household => "가구",
            Subject::Business => "사업",
        }
    }
}

/// The unit of a number. Sides of a comparison must have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// Completed years.
    Years,
    /// Completed months.
    Months,
    /// Persons.
    Persons,
    /// Won, at once.
    Won,
    /// Won a month.
    WonMonth,
    /// Won a year.
    WonYear,
    /// A day, counted from 1970-01-01.
    Date,
}

/// What sort of value a fact has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Truth,
    /// A whole number with a unit.
    Number(Unit),
    /// Completed years or months, computed from the day that is asked for.
    Completed(Unit),
    /// A day.
    Date,
    /// One of these: code and Korean name.
    Choice(&'static [(&'static str, &'static str)]),
    /// Identifiers, none or several.
    Set,
    /// A region.
    Region,
}

macro_rules! facts {
    ($($name:ident = $id:literal, $subject:ident, $korean:literal, $english:literal, $kind:expr;)*) => {
        /// A fact. The words are those of rules, the identifiers those of profiles.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum Fact {
            $(#[doc = $english] $name),*
        }

        impl Fact {
            /// All facts, in the order in which they are listed for people.
            pub const ALL: &'static [Fact] = &[$(Fact::$name),*];

            /// The identifier in profiles.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Fact::$name => $id),* }
            }

            /// Whom it is about.
            #[must_use]
            pub fn subject(self) -> Subject {
                match self { $(Fact::$name => Subject::$subject),* }
            }

            /// The label in Korean rules.
            #[must_use]
            pub fn korean(self) -> &'static str {
                match self { $(Fact::$name => $korean),* }
            }

            /// The label in English rules, with its article.
            #[must_use]
            pub fn english(self) -> &'static str {
                match self { $(Fact::$name => $english),* }
            }

            /// What sort of value it has.
            #[must_use]
            pub fn kind(self) -> Kind {
                match self { $(Fact::$name => $kind),* }
            }
        }
    };
}

facts! {
    Age = "age", Person, "나이", "age", Kind::Completed(Unit::Years);
    AgeMonths = "age_months", Person, "개월 수", "age in months", Kind::Completed(Unit::Months);
    YearAge = "year_age", Person, "연 나이", "year age", Kind::Completed(Unit::Years);
    BirthDate = "birth_date", Person, "생년월일", "birth date", Kind::Date;
    Sex = "sex", Person, "성별", "sex", Kind::Choice(&[("male", "남성"), ("female", "여성")]);
    Pregnant = "pregnant", Person, "임신 중", "pregnant", Kind::Truth;
    BirthOrAdoption = "birth_or_adoption", Person, "출산·입양", "a new or adoptive parent", Kind::Truth;
    Infertility = "infertility", Person, "난임", "infertile", Kind::Truth;
    Farmer = "farmer", Person, "농업인", "a farmer", Kind::Truth;
    Fisher = "fisher", Person, "어업인", "a fisher", Kind::Truth;
    LivestockFarmer = "livestock_farmer", Person, "축산업인", "a livestock farmer", Kind::Truth;
    Forester = "forester", Person, "임업인", "a forester", Kind::Truth;
    School = "school", Person, "학교급", "school", Kind::Choice(&[("primary", "초등학교"), ("middle", "중학교"), ("high", "고등학교"), ("university", "대학"), ("none", "다니지 않음")]);
    Employed = "employed", Person, "근로자", "employed", Kind::Truth;
    JobSeeker = "job_seeker", Person, "구직자", "a job seeker", Kind::Truth;
    Disabled = "disabled", Person, "등록장애인", "registered as disabled", Kind::Truth;
    SevereDisability = "severe_disability", Person, "중증장애인", "severely disabled", Kind::Truth;
    Veteran = "veteran", Person, "국가보훈대상자", "a veteran", Kind::Truth;
    Ill = "ill", Person, "질환자", "ill", Kind::Truth;
    Married = "married", Person, "기혼", "married", Kind::Truth;
    KoreanNational = "korean_national", Person, "대한민국 국민", "a Korean national", Kind::Truth;
    BirthRegistered = "birth_registered", Person, "출생신고를 마친 아동", "a child whose birth is registered", Kind::Truth;
    Childcare = "childcare", Person, "다니는 기관", "childcare", Kind::Choice(&[("daycare", "어린이집"), ("kindergarten", "유치원"), ("none", "없음")]);
    LivesApart = "lives_apart", Person, "부모와 따로 사는 사람", "living apart from their parents", Kind::Truth;
    Receives = "receives", Person, "받고 있는 급여", "benefits received", Kind::Set;
    Size = "size", Household, "가구원 수", "household size", Kind::Number(Unit::Persons);
    Income = "income", Household, "가구소득", "household income", Kind::Number(Unit::WonMonth);
    AssessedIncome = "assessed_income", Household, "소득인정액", "assessed income", Kind::Number(Unit::WonMonth);
    Assets = "assets", Household, "가구재산", "household assets", Kind::Number(Unit::Won);
    ParentsSize = "parents_size", Household, "원가구원 수", "parents' household size", Kind::Number(Unit::Persons);
    ParentsIncome = "parents_income", Household, "원가구소득", "parents' household income", Kind::Number(Unit::WonMonth);
    ParentsAssets = "parents_assets", Household, "원가구재산", "parents' household assets", Kind::Number(Unit::Won);
    Deposit = "deposit", Household, "임차보증금", "deposit", Kind::Number(Unit::Won);
    Rent = "rent", Household, "월세", "rent", Kind::Number(Unit::WonMonth);
    Residence = "residence", Household, "거주지", "residence", Kind::Region;
    Multicultural = "multicultural", Household, "다문화가족", "a multicultural family", Kind::Truth;
    NkDefector = "nk_defector", Household, "북한이탈주민 가구", "a household from North Korea", Kind::Truth;
    SingleParent = "single_parent", Household, "한부모·조손가족", "a single-parent family", Kind::Truth;
    OnePerson = "one_person", Household, "1인가구", "a one-person household", Kind::Truth;
    MultiChild = "multi_child", Household, "다자녀가구", "a multi-child household", Kind::Truth;
    NoHome = "no_home", Household, "무주택가구", "a household without a home of its own", Kind::Truth;
    NewResident = "new_resident", Household, "신규전입가구", "newly moved in", Kind::Truth;
    ExtendedFamily = "extended_family", Household, "확대가족", "an extended family", Kind::Truth;
    State = "state", Business, "사업 상태", "business state", Kind::Choice(&[("founder", "예비창업"), ("operating", "영업중"), ("closing", "폐업예정"), ("none", "없음")]);
    Trade = "trade", Business, "업종", "trade", Kind::Choice(&[("food", "음식점업"), ("manufacturing", "제조업"), ("construction", "건설업"), ("transport", "운수업"), ("mining", "광업"), ("agriculture", "농림어업"), ("ict", "정보통신업"), ("other", "기타")]);
    OrgType = "org_type", Business, "기관 유형", "organisation type", Kind::Choice(&[("sme", "중소기업"), ("welfare_facility", "사회복지시설"), ("institution", "기관·단체"), ("none", "없음")]);
    Employees = "employees", Business, "상시근로자 수", "regular employees", Kind::Number(Unit::Persons);
    Opened = "opened", Business, "개업일", "opening date", Kind::Date;
    BusinessYears = "business_years", Business, "업력", "business age", Kind::Completed(Unit::Years);
    Sales = "sales", Business, "연매출", "yearly sales", Kind::Number(Unit::WonYear);
}

impl Fact {
    /// How many facts there are.
    pub(crate) const COUNT: usize = Fact::ALL.len();

    pub(crate) fn index(self) -> usize {
        self as usize
    }

    pub(crate) fn of_index(index: usize) -> Option<Fact> {
        Fact::ALL.get(index).copied()
    }

    /// The fact of a subject by its identifier in profiles, but for those that are only computed.
    #[must_use]
    pub fn of_id(subject: Subject, id: &str) -> Option<Fact> {
        let known = |fact: &&Fact| fact.subject() == subject && fact.id() == id;
        let fact = Fact::ALL.iter().copied().find(|fact| known(&fact));
        fact.filter(|fact| fact.asked() == *fact)
    }

    /// What is asked to learn it: an age is learnt from the date of birth.
    #[must_use]
    pub fn asked(self) -> Fact {
        match self {
            Fact::Age | Fact::AgeMonths | Fact::YearAge => Fact::BirthDate,
            Fact::BusinessYears => Fact::Opened,
            other => other,
        }
    }

    /// For an income that may be held against the median: the size of the household whose income it is.
    #[must_use]
    pub fn size_fact(self) -> Option<Fact> {
        match self {
            Fact::Income | Fact::AssessedIncome => Some(Fact::Size),
            Fact::ParentsIncome => Some(Fact::ParentsSize),
            _ => None,
        }
    }

    /// The unit of what it is compared with; `None` for a fact without order.
    #[must_use]
    pub fn unit(self) -> Option<Unit> {
        match self.kind() {
            Kind::Number(unit) | Kind::Completed(unit) => Some(unit),
            Kind::Date => Some(Unit::Date),
            Kind::Truth | Kind::Choice(_) | Kind::Set | Kind::Region => None,
        }
    }

    /// Codes with their Korean names, for a choice; else none.
    #[must_use]
    pub fn choices(self) -> &'static [(&'static str, &'static str)] {
        match self.kind() {
            Kind::Choice(choices) => choices,
            _ => &[],
        }
    }

    /// The number of a code among the choices, by the code or its Korean name.
    #[must_use]
    pub fn choice(self, word: &str) -> Option<u8> {
        let mut choices = self.choices().iter();
        let at = choices.position(|(code, korean)| *code == word || *korean == word)?;
        u8::try_from(at).ok()
    }

    /// Whether it is fair to tell somebody that it might be otherwise: income, home, papers. Nobody is told so of their sex, a
    /// disability, an illness or where they come from; ages change by themselves, and their day is told instead.
    #[must_use]
    pub fn may_change(self) -> bool {
        !matches!(
            self,
            Fact::Age
                | Fact::AgeMonths
                | Fact::YearAge
                | Fact::BirthDate
                | Fact::Sex
                | Fact::Pregnant
                | Fact::BirthOrAdoption
                | Fact::Infertility
                | Fact::Disabled
                | Fact::SevereDisability
                | Fact::Veteran
                | Fact::Ill
                | Fact::Married
                | Fact::KoreanNational
                | Fact::Multicultural
                | Fact::NkDefector
                | Fact::SingleParent
                | Fact::MultiChild
                | Fact::ExtendedFamily
                | Fact::Opened
                | Fact::BusinessYears
        )
    }

    /// `person.birth_date`: the name of a fact in explanations.
    #[must_use]
    pub fn path(self) -> String {
        format!("{}.{}", self.subject().word(), self.id())
    }
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computed_facts_are_not_stated() {
        assert_eq!(Fact::of_id(Subject::Person, "age"), None);
        assert_eq!(
            Fact::of_id(Subject::Person, "birth_date"),
            Some(Fact::BirthDate)
        );
        assert_eq!(Fact::of_id(Subject::Household, "birth_date"), None);
    }

    #[test]
    fn a_code_is_known_by_its_name_too() {
        assert_eq!(Fact::Trade.choice("광업"), Fact::Trade.choice("mining"));
        assert_eq!(Fact::School.choice("유치원"), None);
    }
}
