//! Conditions and services in flat form: each distinct condition once, each distinct block of them once, in an order in which everything
//! stands after what it is made of. Real services share most of their conditions, so that conditions are evaluated, not services.

use std::collections::HashMap;

use crate::rule::{Condition, Quantity};
use crate::truth::Truth;

/// What is evaluated by looking at answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Atom {
    /// A condition of a rule.
    Condition(Condition),
    /// The band of the household's income is one of these, by bits: 1 for the first.
    Bands(u8),
    /// An age in whole years between these, where failing leaves it open.
    SoftAge(i64, i64),
    /// Persons of the household are counted: how many, and the wire among those of one person.
    Members(Quantity, Wire),
}

/// Where a value comes from: the three constants, then atoms, then gates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Wire(pub u32);

/// How a gate joins its inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Join {
    All,
    Any,
    NoneOf,
    AtLeast(u32),
}

/// A block: its inputs lie in [`Circuit::inputs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gate {
    pub join: Join,
    pub from: u32,
    pub to: u32,
}

/// How many wires are constants.
pub(crate) const CONSTANTS: usize = 3;

/// A finished circuit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Circuit {
    pub atoms: Vec<Atom>,
    pub gates: Vec<Gate>,
    pub inputs: Vec<Wire>,
}

impl Circuit {
    /// How many wires there are.
    pub fn wires(&self) -> usize {
        CONSTANTS + self.atoms.len() + self.gates.len()
    }

    /// Computes all gates from the values of the atoms: `values` has a place for each wire, 0 for false, 1 for unknown, 2 for true.
    pub fn run(&self, values: &mut [u8]) {
        let first = CONSTANTS + self.atoms.len();
        for (at, gate) in (first..).zip(&self.gates) {
            let inputs = &self.inputs[gate.from as usize..gate.to as usize];
            let read = |wire: &Wire| values[wire.0 as usize];
            values[at] = match gate.join {
                Join::All => inputs.iter().fold(2, |all, wire| all.min(read(wire))),
                Join::Any => inputs.iter().fold(0, |any, wire| any.max(read(wire))),
                Join::NoneOf => 2 - inputs.iter().fold(0, |any, wire| any.max(read(wire))),
                Join::AtLeast(least) => {
                    let count = |wanted| inputs.iter().filter(|wire| read(wire) == wanted).count();
                    Truth::at_least(least as usize, count(2), count(1)) as u8
                }
            };
        }
    }

    /// The values before anything is evaluated: the constants.
    pub fn start(&self) -> Vec<u8> {
        let mut values = vec![1; self.wires()];
        values[0] = Truth::False as u8;
        values[2] = Truth::True as u8;
        values
    }
}

/// Where a value comes from while a circuit is being built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Draft {
    Constant(Truth),
    Atom(u32),
    Gate(u32),
}

/// Builds a circuit: the same atom and the same block get the same wire.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    atoms: Vec<Atom>,
    atom_numbers: HashMap<Atom, u32>,
    gates: Vec<(Join, Vec<Draft>)>,
    gate_numbers: HashMap<(Join, Vec<Draft>), u32>,
}

impl Builder {
    pub fn atom(&mut self, atom: Atom) -> Draft {
        if let Some(number) = self.atom_numbers.get(&atom) {
            return Draft::Atom(*number);
        }
        let number = self.atoms.len() as u32;
        self.atoms.push(atom.clone());
        self.atom_numbers.insert(atom, number);
        Draft::Atom(number)
    }

    /// A block; one that is settled or has one input is no gate.
    pub fn join(&mut self, join: Join, mut inputs: Vec<Draft>) -> Draft {
        inputs.sort_unstable();
        let (neutral, settling) = match join {
            Join::All => (Some(Truth::True), Some(Truth::False)),
            Join::Any | Join::NoneOf => (Some(Truth::False), Some(Truth::True)),
            Join::AtLeast(_) => (None, None),
        };
        if let Some(settling) = settling {
            inputs.dedup();
            inputs.retain(|input| neutral.is_none_or(|neutral| *input != Draft::Constant(neutral)));
            if inputs.contains(&Draft::Constant(settling)) {
                let value = if join == Join::NoneOf {
                    !settling
                } else {
                    settling
                };
                return Draft::Constant(value);
            }
            match (join, inputs.as_slice()) {
                (Join::All, []) => return Draft::Constant(Truth::True),
                (Join::Any, []) => return Draft::Constant(Truth::False),
                (Join::NoneOf, []) => return Draft::Constant(Truth::True),
                (Join::All | Join::Any, [one]) => return *one,
                _ => {}
            }
        }
        let key = (join, inputs);
        if let Some(number) = self.gate_numbers.get(&key) {
            return Draft::Gate(*number);
        }
        let number = self.gates.len() as u32;
        self.gates.push(key.clone());
        self.gate_numbers.insert(key, number);
        Draft::Gate(number)
    }

    /// The circuit, and where each draft's value is.
    pub fn finish(self) -> (Circuit, impl Fn(Draft) -> Wire + use<>) {
        let atoms = self.atoms.len() as u32;
        let wire = move |draft| match draft {
            Draft::Constant(value) => Wire(value as u32),
            Draft::Atom(number) => Wire(CONSTANTS as u32 + number),
            Draft::Gate(number) => Wire(CONSTANTS as u32 + atoms + number),
        };
        let mut circuit = Circuit {
            atoms: self.atoms,
            gates: Vec::new(),
            inputs: Vec::new(),
        };
        for (join, inputs) in self.gates {
            let from = circuit.inputs.len() as u32;
            circuit.inputs.extend(inputs.into_iter().map(wire));
            circuit.gates.push(Gate {
                join,
                from,
                to: circuit.inputs.len() as u32,
            });
        }
        (circuit, wire)
    }
}
