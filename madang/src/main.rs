//! `madang`: see the library.

fn main() -> std::process::ExitCode {
    madang::main()
}
