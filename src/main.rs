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

// A page is thousands of short strings, which the system's allocator takes a fifth of its time for.
#[cfg(feature = "ssr")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(feature = "ssr")]
fn main() -> std::process::ExitCode {
    cli::run()
}

#[cfg(not(feature = "ssr"))]
fn main() {}
