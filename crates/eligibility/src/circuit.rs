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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// Neighbouring gates that join the same way and have as many inputs, none of which is one of them: computed in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    join: Join,
    /// How many inputs each has.
    width: usize,
    /// The wire of the first.
    first: usize,
    /// How many there are.
    count: usize,
    /// Where their inputs lie.
    from: usize,
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

    /// The gates in runs, which are long where the gates were sorted when the circuit was built.
    pub fn runs(&self) -> Vec<Run> {
        let first = CONSTANTS + self.atoms.len();
        let mut runs: Vec<Run> = Vec::new();
        for (at, gate) in (first..).zip(&self.gates) {
            let (from, width) = (gate.from as usize, (gate.to - gate.from) as usize);
            let inputs = &self.inputs[from..gate.to as usize];
            let goes_on = |run: &&mut Run| {
                run.join == gate.join
                    && run.width == width
                    && run.from + run.count * width == from
                    && inputs.iter().all(|wire| (wire.0 as usize) < run.first)
            };
            match runs.last_mut().filter(goes_on) {
                Some(run) => run.count += 1,
                None => runs.push(Run {
                    join: gate.join,
                    width,
                    first: at,
                    count: 1,
                    from,
                }),
            }
        }
        runs
    }

    /// The same as [`Circuit::run`], a run of gates at a time: nothing is decided for single gates, which is several times as fast.
    pub fn run_by(&self, runs: &[Run], values: &mut [u8]) {
        for run in runs {
            let (known, rest) = values.split_at_mut(run.first);
            let out = &mut rest[..run.count];
            let inputs = &self.inputs[run.from..run.from + run.count * run.width];
            match (run.join, run.width) {
                (Join::All, 2) => fold::<2>(out, inputs, known, u8::min),
                (Join::All, 3) => fold::<3>(out, inputs, known, u8::min),
                (Join::All, 4) => fold::<4>(out, inputs, known, u8::min),
                (Join::Any, 2) => fold::<2>(out, inputs, known, u8::max),
                (Join::Any, 3) => fold::<3>(out, inputs, known, u8::max),
                (Join::Any, 4) => fold::<4>(out, inputs, known, u8::max),
                (join, width) => {
                    for (at, out) in out.iter_mut().enumerate() {
                        *out = one(join, &inputs[at * width..][..width], known);
                    }
                }
            }
        }
    }

    /// Computes all gates from the values of the atoms: `values` has a place for each wire, 0 for false, 1 for unknown, 2 for true.
    pub fn run(&self, values: &mut [u8]) {
        let first = CONSTANTS + self.atoms.len();
        for (at, gate) in (first..).zip(&self.gates) {
            let inputs = &self.inputs[gate.from as usize..gate.to as usize];
            values[at] = one(gate.join, inputs, values);
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

/// The value of a gate.
fn one(join: Join, inputs: &[Wire], values: &[u8]) -> u8 {
    let read = |wire: &Wire| values[wire.0 as usize];
    match join {
        Join::All => inputs.iter().fold(2, |all, wire| all.min(read(wire))),
        Join::Any => inputs.iter().fold(0, |any, wire| any.max(read(wire))),
        Join::NoneOf => 2 - inputs.iter().fold(0, |any, wire| any.max(read(wire))),
        Join::AtLeast(least) => {
            let count = |wanted| inputs.iter().filter(|wire| read(wire) == wanted).count();
            Truth::at_least(least as usize, count(2), count(1)) as u8
        }
    }
}

/// The values of gates of so many inputs each.
fn fold<const WIDTH: usize>(
    out: &mut [u8],
    inputs: &[Wire],
    values: &[u8],
    join: impl Fn(u8, u8) -> u8,
) {
    let (inputs, _) = inputs.as_chunks::<WIDTH>();
    for (out, inputs) in out.iter_mut().zip(inputs) {
        let read = inputs.map(|wire| values[wire.0 as usize]);
        let mut joined = read[0];
        for value in &read[1..] {
            joined = join(joined, *value);
        }
        *out = joined;
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

    /// The circuit, and where each draft's value is. Gates stand after what they are made of, and alike ones beside each other.
    pub fn finish(self) -> (Circuit, impl Fn(Draft) -> Wire + use<>) {
        let atoms = self.atoms.len() as u32;
        let mut levels: Vec<u32> = Vec::with_capacity(self.gates.len());
        for (_, inputs) in &self.gates {
            let below = inputs.iter().map(|input| match input {
                Draft::Gate(number) => levels[*number as usize],
                _ => 0,
            });
            levels.push(below.max().unwrap_or(0) + 1);
        }
        let mut order: Vec<usize> = (0..self.gates.len()).collect();
        let like = |at: &usize| {
            let (join, inputs) = &self.gates[*at];
            (levels[*at], *join, inputs.len())
        };
        order.sort_by_key(like);
        let mut places = vec![0_u32; order.len()];
        for (place, at) in (0_u32..).zip(&order) {
            places[*at] = place;
        }
        let gates = order.iter().map(|at| self.gates[*at].clone());
        let gates: Vec<(Join, Vec<Draft>)> = gates.collect();
        let wire = move |draft| match draft {
            Draft::Constant(value) => Wire(value as u32),
            Draft::Atom(number) => Wire(CONSTANTS as u32 + number),
            Draft::Gate(number) => Wire(CONSTANTS as u32 + atoms + places[number as usize]),
        };
        let mut circuit = Circuit {
            atoms: self.atoms,
            gates: Vec::new(),
            inputs: Vec::new(),
        };
        for (join, inputs) in gates {
            let from = circuit.inputs.len() as u32;
            circuit.inputs.extend(inputs.into_iter().map(&wire));
            circuit.gates.push(Gate {
                join,
                from,
                to: circuit.inputs.len() as u32,
            });
        }
        (circuit, wire)
    }
}
