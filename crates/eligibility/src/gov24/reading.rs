//! What the codes of a service mean: three branches joined by *or*, each the *and* of its groups, each the *or* of its marks.

use super::marks::Marks;
use crate::circuit::{Atom, Builder, Draft, Join};
use crate::facts::Fact;
use crate::regions::Region;
use crate::rule::{Bound, Condition, Operand, Test};
use crate::truth::Truth;

/// Where the values of a reading come from: while a circuit is built, and then in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading<W> {
    /// The branch for a person with its groups: sex, age, income, traits, household.
    pub person: Option<(W, [W; 5])>,
    /// The branch for a sole trader.
    pub sole: Option<W>,
    /// The branch for an organisation.
    pub organisation: Option<W>,
    /// Whether the visitor lives where the service is for.
    pub region: W,
}

impl<W: Copy> Reading<W> {
    pub fn mapped<V>(&self, wire: impl Fn(W) -> V) -> Reading<V> {
        Reading {
            person: self
                .person
                .map(|(branch, groups)| (wire(branch), groups.map(&wire))),
            sole: self.sole.map(&wire),
            organisation: self.organisation.map(&wire),
            region: wire(self.region),
        }
    }
}

/// A mark of the traits of a person, but for the kinds of school.
const TRAITS: [(&str, Fact); 12] = [
    ("JA0301", Fact::Infertility),
    ("JA0302", Fact::Pregnant),
    ("JA0303", Fact::BirthOrAdoption),
    ("JA0313", Fact::Farmer),
    ("JA0314", Fact::Fisher),
    ("JA0315", Fact::LivestockFarmer),
    ("JA0316", Fact::Forester),
    ("JA0326", Fact::Employed),
    ("JA0327", Fact::JobSeeker),
    ("JA0328", Fact::Disabled),
    ("JA0329", Fact::Veteran),
    ("JA0330", Fact::Ill),
];

const SCHOOLS: [(&str, &str); 4] = [
    ("JA0317", "primary"),
    ("JA0318", "middle"),
    ("JA0319", "high"),
    ("JA0320", "university"),
];

const HOUSEHOLD: [(&str, Fact); 8] = [
    ("JA0401", Fact::Multicultural),
    ("JA0402", Fact::NkDefector),
    ("JA0403", Fact::SingleParent),
    ("JA0404", Fact::OnePerson),
    ("JA0411", Fact::MultiChild),
    ("JA0412", Fact::NoHome),
    ("JA0413", Fact::NewResident),
    ("JA0414", Fact::ExtendedFamily),
];

/// Marks whose people may be of any age, so that an age on the row is not firm.
const BIRTHS: [&str; 3] = ["JA0301", "JA0302", "JA0303"];

/// Builds what the marks of a service mean, in a region where one is known.
pub(crate) fn reading(
    marks: &Marks,
    region: Option<Region>,
    builder: &mut Builder,
) -> Reading<Draft> {
    let person = marks.is_for_persons().then(|| {
        let groups = [
            sex(marks, builder),
            age(marks, builder),
            income(marks, builder),
            traits(marks, builder),
            household(marks, builder),
        ];
        (builder.join(Join::All, groups.to_vec()), groups)
    });
    let sole = (marks.any("JA11") || marks.any("JA12")).then(|| {
        let states = [
            ("JA1101", &["founder"][..]),
            ("JA1102", &["operating"]),
            ("JA1103", &["closing"]),
        ];
        // Construction, transport and mining are trades of the facts that the codes do not tell from others.
        let others: &[&str] = &[
            "construction",
            "transport",
            "mining",
            "agriculture",
            "ict",
            "other",
        ];
        let trades = [
            ("JA1201", &["food"][..]),
            ("JA1202", &["manufacturing"]),
            ("JA1299", others),
        ];
        let both = vec![
            kind(marks, Fact::State, &states, builder),
            trade(marks, &trades, builder),
        ];
        builder.join(Join::All, both)
    });
    let organisation = (marks.any("JA21") || marks.any("JA22")).then(|| {
        let types = [
            ("JA2101", &["sme"][..]),
            ("JA2102", &["welfare_facility"]),
            ("JA2103", &["institution"]),
        ];
        let others: &[&str] = &["food", "construction", "transport", "mining", "other"];
        let trades = [
            ("JA2201", &["manufacturing"][..]),
            ("JA2202", &["agriculture"]),
            ("JA2203", &["ict"]),
            ("JA2299", others),
        ];
        let both = vec![
            kind(marks, Fact::OrgType, &types, builder),
            trade(marks, &trades, builder),
        ];
        builder.join(Join::All, both)
    });
    let region = match region.filter(|region| *region != Region::country()) {
        None => Draft::Constant(Truth::True),
        Some(region) => condition(builder, Fact::Residence, Test::Within(region)),
    };
    Reading {
        person,
        sole,
        organisation,
        region,
    }
}

fn condition(builder: &mut Builder, fact: Fact, test: Test) -> Draft {
    builder.atom(Atom::Condition(Condition { fact, test }))
}

fn codes(fact: Fact, words: &[&str]) -> Vec<u8> {
    let mut codes: Vec<u8> = words.iter().filter_map(|word| fact.choice(word)).collect();
    codes.sort_unstable();
    codes
}

/// One sex is a restriction, both and none are not.
fn sex(marks: &Marks, builder: &mut Builder) -> Draft {
    let word = match (marks.has("JA0101"), marks.has("JA0102")) {
        (true, false) => "male",
        (false, true) => "female",
        _ => return Draft::Constant(Truth::True),
    };
    condition(
        builder,
        Fact::Sex,
        Test::OneOf(codes(Fact::Sex, &[word]), true),
    )
}

fn age(marks: &Marks, builder: &mut Builder) -> Draft {
    if !marks.restricts_age() {
        return Draft::Constant(Truth::True);
    }
    let soft = marks.any("JA03")
        && marks.beginning("JA03").all(|code| BIRTHS.contains(&code))
        && marks.from >= 15
        && marks.to <= 55;
    if soft {
        return builder.atom(Atom::SoftAge(marks.from, marks.to));
    }
    let bound = |years| {
        Some(Bound {
            value: Operand::Number(years),
            inclusive: true,
        })
    };
    let lower = if marks.from > 0 {
        bound(marks.from)
    } else {
        None
    };
    let upper = if marks.to < 120 {
        bound(marks.to)
    } else {
        None
    };
    condition(builder, Fact::Age, Test::Between { lower, upper })
}

fn income(marks: &Marks, builder: &mut Builder) -> Draft {
    let bands = ["JA0201", "JA0202", "JA0203", "JA0204", "JA0205"];
    let marked = bands.iter().enumerate().filter(|(_, band)| marks.has(band));
    match marked.fold(0_u8, |bits, (at, _)| bits | 1 << at) {
        0 | 0b1_1111 => Draft::Constant(Truth::True),
        bits => builder.atom(Atom::Bands(bits)),
    }
}

fn traits(marks: &Marks, builder: &mut Builder) -> Draft {
    if !marks.any("JA03") || marks.has("JA0322") {
        return Draft::Constant(Truth::True);
    }
    let marked = TRAITS.iter().filter(|(code, _)| marks.has(code));
    let mut any: Vec<Draft> = marked
        .map(|(_, fact)| condition(builder, *fact, Test::Is(true)))
        .collect();
    let schools: Vec<&str> = SCHOOLS
        .iter()
        .filter(|(code, _)| marks.has(code))
        .map(|(_, word)| *word)
        .collect();
    if !schools.is_empty() {
        any.push(condition(
            builder,
            Fact::School,
            Test::OneOf(codes(Fact::School, &schools), true),
        ));
    }
    builder.join(Join::Any, any)
}

fn household(marks: &Marks, builder: &mut Builder) -> Draft {
    if !marks.any("JA04") || marks.has("JA0410") {
        return Draft::Constant(Truth::True);
    }
    let marked = HOUSEHOLD.iter().filter(|(code, _)| marks.has(code));
    let any = marked.map(|(_, fact)| condition(builder, *fact, Test::Is(true)));
    let any = any.collect();
    builder.join(Join::Any, any)
}

/// The state of a business or the type of an organisation: without a mark any but none.
fn kind(marks: &Marks, fact: Fact, of: &[(&str, &[&str])], builder: &mut Builder) -> Draft {
    let marked: Vec<&str> = of
        .iter()
        .filter(|(code, _)| marks.has(code))
        .flat_map(|(_, words)| words.iter().copied())
        .collect();
    let test = match marked.is_empty() {
        true => Test::OneOf(codes(fact, &["none"]), false),
        false => Test::OneOf(codes(fact, &marked), true),
    };
    condition(builder, fact, test)
}

/// The trade: no mark and all marks restrict nothing.
fn trade(marks: &Marks, of: &[(&str, &[&str])], builder: &mut Builder) -> Draft {
    let marked: Vec<&(&str, &[&str])> = of.iter().filter(|(code, _)| marks.has(code)).collect();
    if marked.is_empty() || marked.len() == of.len() {
        return Draft::Constant(Truth::True);
    }
    let words: Vec<&str> = marked
        .iter()
        .flat_map(|(_, words)| words.iter().copied())
        .collect();
    condition(
        builder,
        Fact::Trade,
        Test::OneOf(codes(Fact::Trade, &words), true),
    )
}
