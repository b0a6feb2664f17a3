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

/// The system's own gives memory back to it late, since pages are made of many small pieces by all threads at once.
#[cfg(feature = "ssr")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(feature = "ssr")]
fn main() -> std::process::ExitCode {
    cli::run()
}

#[cfg(not(feature = "ssr"))]
fn main() {}
