//! What is drawn for tests and benches: the same in every run.

/// A small generator.
pub struct Lot(u64);

impl Lot {
    /// One that begins so.
    pub fn of(seed: u64) -> Lot {
        Lot(seed)
    }

    /// A number below `most`, which is not 0.
    pub fn below(&mut self, most: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32 % most
    }
}
