//! Where one project's price per part is smallest.

use std::cmp::Ordering;

use super::real::{Imprecise, Real};
use super::{State, margin};

/// The best (α, ρ) of a project.
#[derive(Clone, Debug)]
pub(super) struct Point {
    /// `t = α·ρ`, per unit of share.
    pub(super) reach: Real,
    /// α; `None` when it is one.
    pub(super) part: Option<Real>,
    /// ρ/α per unit of utility.
    pub(super) value: Real,
}

/// Supporters of one class and share: they run out of money at `reach`.
struct Stop {
    reach: f64,
    class: u32,
    share: u64,
    weight: u64,
}

/// One look at a project with doubles: bounds for its smallest price per part.
pub(super) struct Sweep {
    pub(super) low: f64,
    pub(super) high: f64,
    stops: Vec<Stop>,
}

/// A place on the way: a stop, or where the cost is reached before the stop with this index.
struct Place {
    stop: usize,
    whole: bool,
    low: f64,
}

impl Sweep {
    /// `None` when no supporter has money.
    pub(super) fn new(state: &State<'_, '_>, project: usize) -> Option<Self> {
        let instance = state.instance;
        let ballots = &instance.election.ballots;
        let (groups, shares) = instance.supporters(project);
        let mut stops: Vec<Stop> = groups
            .iter()
            .enumerate()
            .map(|(slot, &group)| Stop {
                reach: 0.0,
                class: state.class_of[group as usize],
                share: shares.map_or(1, |shares| shares[slot]),
                weight: ballots.weight(group as usize),
            })
            .filter(|stop| state.classes[stop.class as usize].approximate > 0.0)
            .collect();
        stops.sort_unstable_by_key(|stop| (stop.class, stop.share));
        stops.dedup_by(|next, kept| {
            let same = (next.class, next.share) == (kept.class, kept.share);
            if same {
                kept.weight += next.weight;
            }
            same
        });
        for stop in &mut stops {
            stop.reach = state.classes[stop.class as usize].approximate / stop.share as f64;
        }
        stops.sort_by(|a, b| a.reach.total_cmp(&b.reach));
        if stops.is_empty() {
            return None;
        }
        let mut sweep = Self {
            low: f64::INFINITY,
            high: f64::INFINITY,
            stops,
        };
        let (mut low, mut high) = (f64::INFINITY, f64::INFINITY);
        sweep.places(state, project, |place, upper| {
            low = low.min(place.low);
            high = high.min(upper);
        });
        (sweep.low, sweep.high) = (low, high);
        Some(sweep)
    }

    /// A cost up to which all supporters who have money surely pay in full.
    pub(super) fn plain_limit(&self) -> f64 {
        let shares = self
            .stops
            .iter()
            .map(|stop| stop.weight as f64 * stop.share as f64);
        let reach = self.stops.first().map_or(0.0, |stop| stop.reach);
        reach * shares.sum::<f64>() * (1.0 - 4.0 * margin(self.stops.len()))
    }

    /// Goes through all places with bounds for the price per part there. Where doubles cannot tell
    /// whether a place counts, its upper bound is infinite.
    fn places(&self, state: &State<'_, '_>, project: usize, mut visit: impl FnMut(Place, f64)) {
        let instance = state.instance;
        let cost = instance.costs[project] as f64;
        let factor = instance.factors[project] as f64;
        let margin = margin(self.stops.len());
        let mut rich: f64 = self
            .stops
            .iter()
            .map(|stop| stop.weight as f64 * stop.share as f64)
            .sum();
        let mut poor = 0.0f64;
        for (index, stop) in self.stops.iter().enumerate() {
            let sum = poor + stop.reach * rich;
            if sum >= cost * (1.0 - margin) {
                // The cost is reached on the way here, or may be: `sum` is within the margin.
                let slack = margin * cost;
                let low = ((cost - poor - slack) / rich).max(0.0) / factor * (1.0 - margin);
                let high = (cost - poor + slack) / rich / factor * (1.0 + margin);
                let sure = sum > cost * (1.0 + margin);
                let place = Place {
                    stop: index,
                    whole: true,
                    low,
                };
                visit(place, if sure { high } else { f64::INFINITY });
            }
            if sum <= cost * (1.0 + margin) {
                let value = stop.reach * (cost / sum) * (cost / sum) / factor;
                let place = Place {
                    stop: index,
                    whole: false,
                    low: value * (1.0 - margin),
                };
                let sure = sum < cost * (1.0 - margin);
                visit(
                    place,
                    if sure {
                        value * (1.0 + margin)
                    } else {
                        f64::INFINITY
                    },
                );
            } else {
                return;
            }
            poor += stop.weight as f64 * state.classes[stop.class as usize].approximate;
            // Weights and shares are integers whose sum a double holds exactly.
            rich -= stop.weight as f64 * stop.share as f64;
        }
    }
}

impl State<'_, '_> {
    /// The best point of `project` exactly, among places that may be at or below `cutoff`; none
    /// when there is no such place.
    pub(super) fn best_point(
        &self,
        project: usize,
        sweep: &Sweep,
        cutoff: f64,
    ) -> Result<Option<Point>, Imprecise> {
        let mut wanted = Vec::new();
        sweep.places(self, project, |place, _| {
            // Where the cost may be reached is always looked at, so that nothing behind it is.
            if place.low <= cutoff || place.whole {
                wanted.push(place.stop);
            }
        });
        let scale = &self.scale;
        let order = self.exact_order(sweep)?;
        let cost = scale.whole(self.instance.costs[project]);
        let factor = scale.whole(self.instance.factors[project]);
        // A margin around a wanted place, as the exact order may differ from that of the doubles.
        let near = |index: usize| {
            let reach = sweep.stops[order[index]].reach;
            wanted.iter().any(|stop| {
                let other = sweep.stops[*stop].reach;
                (reach - other).abs() <= 64.0 * super::EPSILON * other
            })
        };
        let mut rich: u128 = order.iter().map(|s| weighted(&sweep.stops[*s])).sum();
        let mut poor = scale.zero();
        let mut best: Option<Point> = None;
        for (index, &stop) in order.iter().enumerate() {
            let stop = &sweep.stops[stop];
            let money = &self.classes[stop.class as usize].money;
            if near(index) {
                scale.reduce(&mut poor);
                // Both sides times the share: w·b ≥ …
                let share = scale.whole(u128::from(stop.share));
                let reach = scale.quotient(money, &share)?;
                let mut sum = poor.clone();
                scale.add(&mut sum, &reach, rich);
                scale.reduce(&mut sum);
                let reached = scale.compare(&sum, &cost)?;
                let point = if reached == Ordering::Less {
                    let part = scale.quotient(&sum, &cost)?;
                    let per_part = scale.quotient(&reach, &scale.product(&part, &part))?;
                    Point {
                        value: scale.quotient(&per_part, &factor)?,
                        part: Some(part),
                        reach,
                    }
                } else {
                    let rest = scale.subtract(&cost, &poor);
                    let reach = scale.quotient(&rest, &scale.whole(rich))?;
                    Point {
                        value: scale.quotient(&reach, &factor)?,
                        part: None,
                        reach,
                    }
                };
                // Later places pay for a larger part, and win when equal.
                let better = match &best {
                    None => true,
                    Some(known) => scale.compare(&point.value, &known.value)? != Ordering::Greater,
                };
                if better {
                    best = Some(point);
                }
                if reached != Ordering::Less {
                    break;
                }
            }
            scale.add(&mut poor, money, u128::from(stop.weight));
            rich -= weighted(stop);
        }
        Ok(best)
    }

    /// Indices of the stops in their exact order.
    fn exact_order(&self, sweep: &Sweep) -> Result<Vec<usize>, Imprecise> {
        let mut order: Vec<usize> = (0..sweep.stops.len()).collect();
        for index in 1..order.len() {
            let mut at = index;
            while at > 0 {
                let (a, b) = (&sweep.stops[order[at - 1]], &sweep.stops[order[at]]);
                if b.reach - a.reach > 32.0 * super::EPSILON * b.reach {
                    break;
                }
                let money = |stop: &Stop, times: u64| {
                    let money = &self.classes[stop.class as usize].money;
                    self.scale.times(money, u128::from(times))
                };
                let (left, right) = (money(a, b.share), money(b, a.share));
                if self.scale.compare(&left, &right)? != Ordering::Greater {
                    break;
                }
                order.swap(at - 1, at);
                at -= 1;
            }
        }
        Ok(order)
    }
}

fn weighted(stop: &Stop) -> u128 {
    u128::from(stop.weight) * u128::from(stop.share)
}
