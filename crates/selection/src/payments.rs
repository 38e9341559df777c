//! What the voters of each distinct ballot paid, from the exact prices of the run that counts.

use std::collections::{BTreeMap, HashMap};

use num_bigint::BigInt;

use crate::equal_shares::{Run, add_purse};
use crate::exact::DIGITS;
use crate::exact::{DenseForm, Fraction};
use crate::instance::Instance;
use crate::ledger::Ledger;
use crate::outcome::BallotPayments;
use crate::progress::CountedRun;

/// Payments by distinct ballot over all runs (one for each pot or one in all); none when nobody
/// paid anything by equal shares.
pub(crate) fn by_ballot(
    instance: &Instance<'_>,
    runs: &[CountedRun],
    ledgers: &[Ledger],
) -> Vec<BallotPayments> {
    if runs.is_empty() && ledgers.is_empty() {
        return Vec::new();
    }
    let (election, ballots) = (instance.election, &instance.election.ballots);
    let unit = BigInt::from(10u128.pow(instance.decimals()));
    let mut books: Vec<Book<'_>> = runs
        .iter()
        .map(|counted| Book::new(instance, counted, &unit))
        .collect();
    let mut ids = voter_ids(instance);
    let entries = (0..ballots.distinct()).map(|group| {
        let mut paid = BTreeMap::new();
        let mut left = Fraction::new(0, 1);
        for book in &mut books {
            add(&mut left, book.read(group, &mut paid));
        }
        for ledger in ledgers {
            let class = ledger.class_of.get(group);
            if let Some((payments, money)) = class.and_then(|class| ledger.classes.get(class)) {
                paid.extend(payments.clone());
                add(&mut left, money.clone());
            }
        }
        left.denominator *= &unit;
        BallotPayments {
            ballot: group + 1,
            choices: ballots
                .projects(group)
                .iter()
                .map(|project| election.projects[*project as usize].id.clone())
                .collect(),
            voters: ballots.weight(group),
            voter_ids: ids.get_mut(group).map(std::mem::take).unwrap_or_default(),
            paid,
            left: left.to_decimal_down(DIGITS),
        }
    });
    entries.collect()
}

fn add(sum: &mut Fraction, more: Fraction) {
    sum.numerator = &sum.numerator * &more.denominator + more.numerator * &sum.denominator;
    sum.denominator *= more.denominator;
}

/// Ids of voters by distinct ballot, in the order of the source; empty without rows of voters.
fn voter_ids(instance: &Instance<'_>) -> Vec<Vec<String>> {
    let Some(rows) = &instance.election.voters else {
        return Vec::new();
    };
    let Some(column) = rows.column("voter_id").filter(|column| !column.is_empty()) else {
        return Vec::new();
    };
    let mut ids = vec![Vec::new(); instance.election.ballots.distinct()];
    for (row, group) in rows.groups.iter().enumerate() {
        ids[*group as usize].push(column.get(row).to_owned());
    }
    ids
}

/// The payments of one run.
struct Book<'r> {
    instance: &'r Instance<'r>,
    run: &'r Run,
    unit: &'r BigInt,
    /// Round in which each distinct ballot's voters paid all they had left.
    poor_in: &'r [u32],
    /// Texts of full payments by round and share.
    full: HashMap<(u32, u64), String>,
}

impl<'r> Book<'r> {
    fn new(instance: &'r Instance<'_>, counted: &'r CountedRun, unit: &'r BigInt) -> Self {
        Self {
            instance,
            run: &counted.run,
            unit,
            poor_in: &counted.poor_in,
            full: HashMap::new(),
        }
    }

    /// Notes what the voters of `group` paid; gives what they have left, in smallest units.
    fn read(&mut self, group: usize, paid: &mut BTreeMap<String, String>) -> Fraction {
        let (instance, run, last) = (self.instance, self.run, self.poor_in[group]);
        let register = &run.register;
        let purse = |until: u32| {
            let mut form = DenseForm::new(0);
            add_purse(instance, &run.round_of, group, until, 1, &mut form);
            let value = register.dense_value(&form);
            Fraction::new(value, register.denominator().clone())
        };
        let text = |amount: Fraction| {
            Fraction::new(amount.numerator, amount.denominator * self.unit).to_decimal(DIGITS)
        };
        for (project, share) in instance.ballot(group) {
            let round = run.round_of[project as usize];
            if round == u32::MAX || round > last {
                continue;
            }
            let amount = if round == last {
                text(purse(round))
            } else {
                let full = || {
                    let mut price = register.price_fraction(round as usize);
                    price.numerator *= share;
                    text(price)
                };
                self.full.entry((round, share)).or_insert_with(full).clone()
            };
            paid.insert(instance.id(project as usize), amount);
        }
        if last == u32::MAX {
            purse(u32::MAX)
        } else {
            Fraction::new(0, 1)
        }
    }
}
