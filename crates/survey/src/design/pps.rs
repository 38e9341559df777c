//! Drawing with probabilities proportional to size (Särndal, Swensson and Wretman 1992, 3.6).

/// The inclusion probabilities of units of these sizes when `drawn` are to be drawn: n·x/Σx, where whatever is 1 or more is set to 1 and
/// the rest shares what is left, until none is. Units of size zero are never drawn.
pub fn inclusion_probabilities(sizes: &[f64], drawn: u32) -> Vec<f64> {
    let mut certain = vec![false; sizes.len()];
    loop {
        let left = f64::from(drawn) - certain.iter().filter(|certain| **certain).count() as f64;
        let total: f64 = sizes
            .iter()
            .zip(&certain)
            .filter(|(_, certain)| !**certain)
            .map(|(size, _)| size)
            .sum();
        let share = |size: f64| {
            if total > 0.0 {
                left * size / total
            } else {
                0.0
            }
        };
        let mut more = false;
        for (size, certain) in sizes.iter().zip(&mut certain) {
            if !*certain && *size > 0.0 && share(*size) >= 1.0 {
                *certain = true;
                more = true;
            }
        }
        if !more {
            let all = sizes.iter().zip(&certain);
            return all
                .map(|(size, certain)| if *certain { 1.0 } else { share(*size) })
                .collect();
        }
    }
}

/// The units (from 0) that a systematic draw with start `u` in [0, 1) takes: i where some integer k has C(i−1) < u + k ≤ C(i), with C the
/// running sum of the probabilities below 1. Units of probability 1 are in the sample anyway and left out here.
pub fn systematic(probabilities: &[f64], u: f64) -> Vec<usize> {
    let mut sum = 0.0;
    let mut chosen = Vec::new();
    for (unit, probability) in probabilities.iter().enumerate() {
        if *probability >= 1.0 {
            continue;
        }
        let before = sum;
        sum += probability;
        if libm::floor(sum - u) > libm::floor(before - u) {
            chosen.push(unit);
        }
    }
    chosen
}
