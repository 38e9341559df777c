//! The built program from end to end, in one test program; a module a subject. Each test has a folder, ports and databases
//! of its own, so that any number run side by side.

mod backup;
mod bad_input;
mod browser;
mod crash;
mod demo;
mod disk_full;
mod forge;
mod interop;
mod listened;
mod names;
mod official;
mod power_cut;
mod racing;
mod tamper;
