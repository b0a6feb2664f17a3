//! The binary `vitrine`: parses the command line and calls the boot.

#[cfg(feature = "ssr")]
mod boot;
#[cfg(feature = "ssr")]
mod cli;
#[cfg(feature = "ssr")]
mod config;
#[cfg(feature = "ssr")]
mod http;
#[cfg(feature = "ssr")]
mod telemetry;

#[cfg(feature = "ssr")]
fn main() -> std::process::ExitCode {
    cli::run()
}

#[cfg(not(feature = "ssr"))]
fn main() {}
