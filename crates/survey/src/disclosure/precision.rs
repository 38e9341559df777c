//! Shares that say too little to be published.

use libm::log;

/// Whether a share is precise enough: the relative standard error of −ln p (of the smaller of p and 1 − p) is at most 0.175 (Substance Abuse and
/// Mental Health Services Administration, *NSDUH Statistical Inference Report*). A share of 0 or 1 is not.
pub fn precise(share: f64, se: f64) -> bool {
    let small = share.min(1.0 - share);
    small > 0.0 && se / small / -log(small) <= 0.175
}
