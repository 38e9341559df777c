//! Reading a book. Nothing that was not checked is used: bytes may come from anywhere.

use sha2::{Digest, Sha256};

use super::bytes::Reader;
use super::write::UNITS;
use super::{COMPILED_VERSION, CompiledError, HEAD, MAGIC};
use crate::book::{Book, Coded, Versioned};
use crate::circuit::{Atom, CONSTANTS, Circuit, Gate, Join, Wire};
use crate::day::Day;
use crate::facts::{Fact, Kind, Subject};
use crate::gov24::Reading;
use crate::parameters::{Parameter, Parameters};
use crate::regions::Region;
use crate::rule::{Bound, Comparison, Condition, Operand, Period, Quantity, Test};

type Read<T> = Result<T, CompiledError>;

impl Book {
    /// Reads a compiled file.
    ///
    /// # Errors
    /// Another sort of file, one of another version, bytes that do not have the stated hash, or that hold no book.
    pub fn of_compiled(file: &[u8]) -> Result<Book, CompiledError> {
        if file.len() < HEAD || !file.starts_with(MAGIC) {
            return Err(CompiledError::NotRules);
        }
        let version = file[8..12]
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte));
        if version != COMPILED_VERSION {
            return Err(CompiledError::OtherVersion { found: version });
        }
        let length = file[12..20]
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        let rest = &file[HEAD..];
        if length != rest.len() as u64 || Sha256::digest(rest)[..] != file[20..HEAD] {
            return Err(CompiledError::Damaged);
        }
        let mut all = Reader::new(rest, "sections");
        let mut facts = all.section(b"FACT", "facts")?;
        let known = (0..facts.count()?)
            .map(|_| facts.text())
            .collect::<Read<Vec<&str>>>()?;
        if !Fact::ALL.iter().map(|fact| fact.path()).eq(known) {
            return facts.wrong();
        }
        let mut circuit = Circuit::default();
        let mut conditions = all.section(b"COND", "conditions")?;
        read_atoms(&mut conditions, &mut circuit)?;
        conditions.end()?;
        read_gates(&mut all.section(b"NODE", "blocks")?, &mut circuit)?;
        let mut inner = Circuit::default();
        let mut part = all.section(b"INNR", "conditions of members")?;
        read_atoms(&mut part, &mut inner)?;
        read_gates(&mut part, &mut inner)?;
        let members_fit = circuit.atoms.iter().all(|atom| match atom {
            Atom::Members(_, wire) => (wire.0 as usize) < inner.wires(),
            _ => true,
        });
        let nested = inner
            .atoms
            .iter()
            .any(|atom| matches!(atom, Atom::Members(..)));
        if !members_fit || nested {
            return part.wrong();
        }
        let wires = circuit.wires();
        let services = read_services(&mut all.section(b"SERV", "services")?, wires)?;
        let rules = read_rules(&mut all.section(b"RULE", "rules")?, wires)?;
        let parameters = read_parameters(&mut all.section(b"PARM", "parameters")?)?;
        all.end()?;
        Ok(Book {
            circuit,
            inner,
            services,
            rules,
            parameters,
        })
    }
}

fn read_wire(from: &mut Reader<'_>, wires: usize) -> Read<Wire> {
    let number = from.small()?;
    if number as usize >= wires {
        from.wrong()
    } else {
        Ok(Wire(number))
    }
}

fn read_optional(from: &mut Reader<'_>, wires: usize) -> Read<Option<Wire>> {
    match from.small()? {
        0 => Ok(None),
        number if number as usize - 1 < wires => Ok(Some(Wire(number - 1))),
        _ => from.wrong(),
    }
}

fn read_services(from: &mut Reader<'_>, wires: usize) -> Read<Vec<Coded>> {
    let mut services = Vec::new();
    for _ in 0..from.count()? {
        let id = from.text()?.to_owned();
        let person = read_optional(from, wires)?;
        let sole = read_optional(from, wires)?;
        let organisation = read_optional(from, wires)?;
        let person = match person {
            None => None,
            Some(branch) => {
                let mut groups = [Wire(0); 5];
                for group in &mut groups {
                    *group = read_wire(from, wires)?;
                }
                Some((branch, groups))
            }
        };
        let region = read_wire(from, wires)?;
        let whole = read_wire(from, wires)?;
        services.push(Coded {
            id,
            reading: Reading {
                person,
                sole,
                organisation,
                region,
            },
            whole,
        });
    }
    from.end()?;
    Ok(services)
}

fn read_rules(from: &mut Reader<'_>, wires: usize) -> Read<Vec<Versioned>> {
    let mut rules = Vec::new();
    for _ in 0..from.count()? {
        let service = from.text()?.to_owned();
        let period = if from.flag()? {
            Some(read_period(from)?)
        } else {
            None
        };
        let subject = match from.byte()? {
            0 => Subject::Person,
            1 => Subject::Household,
            2 => Subject::Business,
            _ => return from.wrong(),
        };
        let counts_members = from.flag()?;
        rules.push(Versioned {
            service,
            period,
            subject,
            counts_members,
            wire: read_wire(from, wires)?,
        });
    }
    from.end()?;
    Ok(rules)
}

fn read_parameters(from: &mut Reader<'_>) -> Read<Parameters> {
    let mut parameters = Vec::new();
    for _ in 0..from.count()? {
        let name = from.text()?.to_owned();
        let unit = match from.byte()? {
            0 => None,
            at => Some(
                *UNITS
                    .get(usize::from(at) - 1)
                    .map_or_else(|| from.wrong(), Ok)?,
            ),
        };
        let mut values = Vec::new();
        for _ in 0..from.count()? {
            values.push((read_period(from)?, from.signed()?));
        }
        parameters.push((name, Parameter { unit, values }));
    }
    from.end()?;
    Ok(parameters.into_iter().collect())
}

fn read_period(from: &mut Reader<'_>) -> Read<Period> {
    let first = from.signed()?;
    let length = from.number()?;
    let day = |number: Option<i64>| {
        number
            .and_then(Day::of_number)
            .map_or_else(|| from.wrong(), Ok)
    };
    let to = match i64::try_from(length) {
        Ok(0) => None,
        Ok(length) => Some(day(first.checked_add(length - 1))?),
        Err(_) => return from.wrong(),
    };
    Ok(Period {
        from: day(Some(first))?,
        to,
    })
}

fn read_gates(from: &mut Reader<'_>, circuit: &mut Circuit) -> Read<()> {
    let first = CONSTANTS + circuit.atoms.len();
    for at in 0..from.count()? {
        let join = match from.byte()? {
            0 => Join::All,
            1 => Join::Any,
            2 => Join::NoneOf,
            3 => Join::AtLeast(from.small()?),
            _ => return from.wrong(),
        };
        let start = circuit.inputs.len() as u32;
        for _ in 0..from.count()? {
            // What a block is made of stands before it.
            let wire = read_wire(from, first + at)?;
            circuit.inputs.push(wire);
        }
        circuit.gates.push(Gate {
            join,
            from: start,
            to: circuit.inputs.len() as u32,
        });
    }
    from.end()
}

fn read_atoms(from: &mut Reader<'_>, circuit: &mut Circuit) -> Read<()> {
    for _ in 0..from.count()? {
        let atom = match from.byte()? {
            10 => match from.byte()? {
                bits @ 0..32 => Atom::Bands(bits),
                _ => return from.wrong(),
            },
            11 => Atom::SoftAge(from.signed()?, from.signed()?),
            12 => {
                let kind = from.byte()?;
                let count = from.small()?;
                let quantity = match kind {
                    0 => Quantity::AtLeast(count),
                    1 => Quantity::AtMost(count),
                    2 => Quantity::Every,
                    _ => return from.wrong(),
                };
                Atom::Members(quantity, Wire(from.small()?))
            }
            kind => Atom::Condition(read_condition(from, kind)?),
        };
        circuit.atoms.push(atom);
    }
    Ok(())
}

fn read_condition(from: &mut Reader<'_>, kind: u8) -> Read<Condition> {
    let Some(fact) = Fact::of_index(usize::from(from.byte()?)) else {
        return from.wrong();
    };
    let test = match (kind, fact.kind()) {
        (0, Kind::Truth) => Test::Is(from.flag()?),
        (1, _) if fact.unit().is_some() => Test::Between {
            lower: read_bound(from)?,
            upper: read_bound(from)?,
        },
        (2, _) if fact.size_fact().is_some() => {
            let percent = from.number()?;
            match Comparison::ALL.get(usize::from(from.byte()?)) {
                Some(comparison) => Test::Share(percent, *comparison),
                None => return from.wrong(),
            }
        }
        (3, Kind::Choice(choices)) => {
            let within = from.flag()?;
            let count = from.count()?;
            let codes = from.take(count)?;
            if codes.iter().any(|code| usize::from(*code) >= choices.len()) {
                return from.wrong();
            }
            Test::OneOf(codes.to_vec(), within)
        }
        (4, Kind::Region) => match Region::of_code(from.text()?) {
            Some(region) => Test::Within(region),
            None => return from.wrong(),
        },
        (5, Kind::Set) => {
            let any = from.flag()?;
            let items = (0..from.count()?).map(|_| from.text().map(str::to_owned));
            Test::Meets(items.collect::<Read<_>>()?, any)
        }
        _ => return from.wrong(),
    };
    Ok(Condition { fact, test })
}

fn read_bound(from: &mut Reader<'_>) -> Read<Option<Bound>> {
    let flags = from.byte()?;
    if flags == 0 {
        return Ok(None);
    }
    if flags & 1 == 0 || flags > 7 {
        return from.wrong();
    }
    let value = match flags & 4 {
        0 => Operand::Number(from.signed()?),
        _ => Operand::Parameter(from.text()?.to_owned()),
    };
    Ok(Some(Bound {
        value,
        inclusive: flags & 2 != 0,
    }))
}
