//! Writing a book.

use sha2::{Digest, Sha256};

use super::bytes::Writer;
use super::{COMPILED_VERSION, MAGIC};
use crate::book::Book;
use crate::circuit::{Atom, Circuit, Join, Wire};
use crate::facts::{Fact, Subject, Unit};
use crate::rule::{Bound, Comparison, Condition, Operand, Period, Quantity, Test};

impl Book {
    /// The compiled file. The same book gives the same bytes.
    #[must_use]
    pub fn compiled(&self) -> Vec<u8> {
        let mut all = Writer::default();
        let section = |all: &mut Writer, name, write: &dyn Fn(&mut Writer)| {
            let mut body = Writer::default();
            write(&mut body);
            all.section(name, &body);
        };
        section(&mut all, b"FACT", &|out| {
            out.number(Fact::ALL.len() as u64);
            Fact::ALL.iter().for_each(|fact| out.text(&fact.path()));
        });
        section(&mut all, b"COND", &|out| atoms(out, &self.circuit));
        section(&mut all, b"NODE", &|out| gates(out, &self.circuit));
        section(&mut all, b"INNR", &|out| {
            atoms(out, &self.inner);
            gates(out, &self.inner);
        });
        section(&mut all, b"SERV", &|out| self.write_services(out));
        section(&mut all, b"RULE", &|out| self.write_rules(out));
        section(&mut all, b"PARM", &|out| self.write_parameters(out));
        let mut file = MAGIC.to_vec();
        file.extend_from_slice(&COMPILED_VERSION.to_le_bytes());
        file.extend_from_slice(&(all.bytes.len() as u64).to_le_bytes());
        file.extend_from_slice(&Sha256::digest(&all.bytes));
        file.extend_from_slice(&all.bytes);
        file
    }

    fn write_services(&self, out: &mut Writer) {
        out.number(self.services.len() as u64);
        for service in &self.services {
            out.text(&service.id);
            let reading = &service.reading;
            let branches = [
                reading.person.map(|(branch, _)| branch),
                reading.sole,
                reading.organisation,
            ];
            for branch in branches {
                optional(out, branch);
            }
            for group in reading
                .person
                .map(|(_, groups)| groups)
                .into_iter()
                .flatten()
            {
                wire(out, group);
            }
            wire(out, reading.region);
            wire(out, service.whole);
        }
    }

    fn write_rules(&self, out: &mut Writer) {
        out.number(self.rules.len() as u64);
        for rule in &self.rules {
            out.text(&rule.service);
            match rule.period {
                None => out.bytes.push(0),
                Some(of) => {
                    out.bytes.push(1);
                    period(out, of);
                }
            }
            out.bytes.push(match rule.subject {
                Subject::Person => 0,
                Subject::Household => 1,
                Subject::Business => 2,
            });
            out.bytes.push(u8::from(rule.counts_members));
            wire(out, rule.wire);
        }
    }

    fn write_parameters(&self, out: &mut Writer) {
        out.number(self.parameters.iter().count() as u64);
        for (name, parameter) in self.parameters.iter() {
            out.text(name);
            out.bytes.push(parameter.unit.map_or(0, unit));
            out.number(parameter.values.len() as u64);
            for (of, value) in &parameter.values {
                period(out, *of);
                out.signed(*value);
            }
        }
    }
}

fn period(out: &mut Writer, period: Period) {
    out.signed(period.from.number());
    // The length follows by one, so that nought is an open end.
    out.number(
        period
            .to
            .map_or(0, |to| (to.number() - period.from.number()) as u64 + 1),
    );
}

pub(super) const UNITS: [Unit; 7] = [
    Unit::Years,
    Unit::Months,
    Unit::Persons,
    Unit::Won,
    Unit::WonMonth,
    Unit::WonYear,
    Unit::Date,
];

fn unit(unit: Unit) -> u8 {
    UNITS
        .iter()
        .position(|known| *known == unit)
        .map_or(0, |at| at as u8 + 1)
}

fn wire(out: &mut Writer, wire: Wire) {
    out.number(u64::from(wire.0));
}

fn optional(out: &mut Writer, of: Option<Wire>) {
    out.number(of.map_or(0, |of| u64::from(of.0) + 1));
}

fn gates(out: &mut Writer, circuit: &Circuit) {
    out.number(circuit.gates.len() as u64);
    for gate in &circuit.gates {
        let (join, least) = match gate.join {
            Join::All => (0, None),
            Join::Any => (1, None),
            Join::NoneOf => (2, None),
            Join::AtLeast(least) => (3, Some(least)),
        };
        out.bytes.push(join);
        if let Some(least) = least {
            out.number(u64::from(least));
        }
        let inputs = &circuit.inputs[gate.from as usize..gate.to as usize];
        out.number(inputs.len() as u64);
        inputs.iter().for_each(|input| wire(out, *input));
    }
}

fn atoms(out: &mut Writer, circuit: &Circuit) {
    out.number(circuit.atoms.len() as u64);
    for atom in &circuit.atoms {
        match atom {
            Atom::Condition(condition) => write_condition(out, condition),
            Atom::Bands(bits) => out.bytes.extend([10, *bits]),
            Atom::SoftAge(from, to) => {
                out.bytes.push(11);
                out.signed(*from);
                out.signed(*to);
            }
            Atom::Members(quantity, of) => {
                let (kind, count) = match quantity {
                    Quantity::AtLeast(count) => (0, *count),
                    Quantity::AtMost(count) => (1, *count),
                    Quantity::Every => (2, 0),
                };
                out.bytes.extend([12, kind]);
                out.number(u64::from(count));
                wire(out, *of);
            }
        }
    }
}

fn write_condition(out: &mut Writer, condition: &Condition) {
    let kind = match condition.test {
        Test::Is(_) => 0,
        Test::Between { .. } => 1,
        Test::Share(..) => 2,
        Test::OneOf(..) => 3,
        Test::Within(_) => 4,
        Test::Meets(..) => 5,
    };
    out.bytes.extend([kind, condition.fact.index() as u8]);
    match &condition.test {
        Test::Is(holds) => out.bytes.push(u8::from(*holds)),
        Test::Between { lower, upper } => {
            bound(out, lower.as_ref());
            bound(out, upper.as_ref());
        }
        Test::Share(percent, comparison) => {
            out.number(*percent);
            out.bytes.push(
                Comparison::ALL
                    .iter()
                    .position(|known| known == comparison)
                    .map_or(0, |at| at as u8),
            );
        }
        Test::OneOf(codes, within) => {
            out.bytes.push(u8::from(*within));
            out.number(codes.len() as u64);
            out.bytes.extend_from_slice(codes);
        }
        Test::Within(region) => out.text(region.code()),
        Test::Meets(items, any) => {
            out.bytes.push(u8::from(*any));
            out.number(items.len() as u64);
            items.iter().for_each(|item| out.text(item));
        }
    }
}

fn bound(out: &mut Writer, bound: Option<&Bound>) {
    let Some(Bound { value, inclusive }) = bound else {
        out.bytes.push(0);
        return;
    };
    let named = matches!(value, Operand::Parameter(_));
    out.bytes
        .push(1 | u8::from(*inclusive) << 1 | u8::from(named) << 2);
    match value {
        Operand::Number(number) => out.signed(*number),
        Operand::Parameter(name) => out.text(name),
    }
}
