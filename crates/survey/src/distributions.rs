//! Beta, t, F, χ² and normal distributions, on `libm` alone so that they have the same bits on every machine.
//!
//! The incomplete beta function is the continued fraction of Didonato and Morris (1992) in Lentz's form; quantiles are found by
//! Newton's method inside a bracket that only shrinks.

use std::f64::consts::{PI, SQRT_2};

use libm::{erfc, exp, lgamma, log, log1p, sqrt};

/// ln Γ(z) − [(z − ½) ln z − z + ½ ln 2π]: what Stirling's formula leaves out.
fn stirling_rest(z: f64) -> f64 {
    if z < 12.0 {
        return lgamma(z) - ((z - 0.5) * log(z) - z + 0.5 * log(2.0 * PI));
    }
    let s = 1.0 / (z * z);
    let series = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    series.iter().rev().fold(0.0, |sum, term| sum * s + term) / z
}

/// xᵃ yᵇ / B(a, b), where y = 1 − x.
fn power_over_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let sum = a + b;
    let exponent = a * ln_ratio(x, a / sum) + b * ln_ratio(y, b / sum);
    let rest = stirling_rest(sum) - stirling_rest(a) - stirling_rest(b);
    sqrt(a / sum * b / (2.0 * PI)) * exp(exponent + rest)
}

/// ln(x / of), exact where the two are close.
fn ln_ratio(x: f64, of: f64) -> f64 {
    let difference = (x - of) / of;
    if difference.abs() < 0.5 {
        log1p(difference)
    } else {
        log(x / of)
    }
}

/// The distribution function of Beta(a, b) at x, with y = 1 − x given apart so that neither end loses digits.
fn beta_parts(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - power_over_beta(b, a, y, x) * fraction(b, a, y) / b;
    }
    power_over_beta(a, b, x, y) * fraction(a, b, x) / a
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const LEAST: f64 = 1e-300;
    let far = |value: f64| if value.abs() < LEAST { LEAST } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / far(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for step in 1..100_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / far(1.0 + even * d);
        c = far(1.0 + even / c);
        value *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / far(1.0 + odd * d);
        c = far(1.0 + odd / c);
        let factor = d * c;
        value *= factor;
        if (factor - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// The distribution function of Beta(a, b) at x, for a, b > 0: between 0 and 1.
pub fn beta_below(a: f64, b: f64, x: f64) -> f64 {
    beta_parts(a, b, x, 1.0 - x)
}

/// The quantile of Beta(a, b): the x below which the share `p` lies; at least 10⁻³⁰⁰. NaN unless a, b > 0 and 0 ≤ p ≤ 1.
pub fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&p)) {
        return f64::NAN;
    }
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = (a / (a + b)).clamp(1e-12, 1.0 - 1e-12);
    for _ in 0..200 {
        let miss = beta_below(a, b, x) - p;
        if miss == 0.0 {
            break;
        }
        if miss > 0.0 {
            high = x
        } else {
            low = x
        }
        let density = power_over_beta(a, b, x, 1.0 - x) / (x * (1.0 - x));
        let newton = x - miss / density;
        // Next to 0 the middle is that of the exponents: a small `a` leaves much below 10⁻¹⁰⁰.
        let middle = if high < 1e-3 {
            sqrt(low.max(1e-300)) * sqrt(high)
        } else {
            0.5 * (low + high)
        };
        let next = if newton > low && newton < high {
            newton
        } else {
            middle
        };
        if (next - x).abs() <= 2e-16 * x {
            x = next;
            break;
        }
        x = next;
    }
    x
}

/// The share of Student's t with `df` degrees of freedom that lies further from 0 than t, on both sides.
pub fn t_outside(t: f64, df: f64) -> f64 {
    let square = t * t;
    beta_parts(0.5 * df, 0.5, df / (df + square), square / (df + square))
}

/// The quantile of Student's t, p > ½ (as 0.975); the normal one where `df` is infinite. NaN where `df` is not above 0.
pub fn t_quantile(p: f64, df: f64) -> f64 {
    if df == f64::INFINITY {
        return normal_quantile(p);
    }
    if !(df > 0.0 && (0.5..1.0).contains(&p)) {
        return f64::NAN;
    }
    let y = beta_quantile(0.5, 0.5 * df, 2.0 * p - 1.0);
    sqrt(df * y / (1.0 - y))
}

/// The quantile of the standard normal distribution.
pub fn normal_quantile(p: f64) -> f64 {
    if p < 0.5 {
        return -normal_quantile(1.0 - p);
    }
    let tail = 1.0 - p;
    // Abramowitz and Stegun 26.2.23, then Halley's method.
    let t = sqrt(-2.0 * log(tail));
    let mut z = t
        - (2.515_517 + t * (0.802_853 + t * 0.010_328))
            / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)));
    for _ in 0..4 {
        let miss = tail - 0.5 * erfc(z / SQRT_2);
        let density = exp(-0.5 * z * z) / sqrt(2.0 * PI);
        let step = miss / density;
        z -= step / (1.0 + 0.5 * z * step);
    }
    z
}

/// The share of the standard normal distribution above z.
pub fn normal_above(z: f64) -> f64 {
    0.5 * erfc(z / SQRT_2)
}

/// The share of F with `df1` and `df2` degrees of freedom above f.
pub fn f_above(f: f64, df1: f64, df2: f64) -> f64 {
    let sum = df2 + df1 * f;
    beta_parts(0.5 * df2, 0.5 * df1, df2 / sum, df1 * f / sum)
}

/// The share of χ² with `df` degrees of freedom above x.
pub fn chi_squared_above(x: f64, df: f64) -> f64 {
    let (a, x) = (0.5 * df, 0.5 * x);
    if x <= 0.0 {
        return 1.0;
    }
    let scale = exp(a * log(x) - x - lgamma(a));
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        while term.abs() > sum.abs() * 1e-17 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        return 1.0 - scale * sum;
    }
    let mut b = x + 1.0 - a;
    let mut c = 1e300;
    let mut d = 1.0 / b;
    let mut value = d;
    for step in 1..100_000 {
        let i = f64::from(step);
        let an = -i * (i - a);
        b += 2.0;
        d = 1.0 / (an * d + b);
        c = b + an / c;
        value *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    scale * value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(one: f64, other: f64) {
        assert!((one - other).abs() <= 1e-12 * other.abs(), "{one} {other}");
    }

    /// From the tables of R 4.2.2: `qt`, `qnorm`, `qbeta`, `pf`, `pchisq`.
    #[test]
    fn they_agree_with_tables() {
        close(t_quantile(0.975, 1.0), 12.706_204_736_174_7);
        close(t_quantile(0.975, 10.0), 2.228_138_851_986_274);
        close(t_quantile(0.975, f64::INFINITY), 1.959_963_984_540_054);
        close(normal_quantile(0.995), 2.575_829_303_548_901);
        close(beta_quantile(1.0, 3.0, 0.5), 1.0 - libm::cbrt(0.5));
        close(beta_quantile(2.0, 1.0, 0.25), 0.5);
        close(chi_squared_above(2.0, 2.0), exp(-1.0));
        close(chi_squared_above(40.0, 2.0), exp(-20.0));
        close(f_above(1.0, 7.0, 7.0), 0.5);
        close(t_outside(1.0, 1.0), 0.5);
        close(normal_above(1.2), 0.115_069_670_221_708);
        close(normal_above(-0.4), 0.655_421_741_610_324);
        close(normal_above(6.0), 9.865_876_450_376_98e-10);
    }

    #[test]
    fn quantiles_undo_the_distribution_also_where_it_is_narrow() {
        for (a, b) in [(0.5, 0.5), (3.0, 500.0), (2e5, 3e6), (1e-2, 40.0)] {
            for p in [0.005, 0.025, 0.5, 0.975] {
                let x = beta_quantile(a, b, p);
                let back = beta_below(a, b, x);
                assert!((back - p).abs() < 1e-10, "{a} {b} {p}: {x} {back}");
            }
        }
    }
}
