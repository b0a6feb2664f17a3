//! For tests, in builds for development only: the program ends at a named step as kill -9 ends it (T04). A file in a folder
//! names the step; it is renamed by the process that ends there, so that it ends once and a test sees that it did.

use app::steps::Steps;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::path::PathBuf;

/// The folder of the file. No setting of a store, so it is not among those.
const FOLDER: &str = "TEST_KILL_AT_STEP_IN";

/// Watches the steps where a test asks for it.
pub fn steps() -> Steps {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return Steps::default();
    };
    Steps::watched(move |here| {
        let name = format!("{here:?}");
        let is_meant = std::fs::rename(folder.join(&name), folder.join(format!("{name}.reached"))).is_ok();
        if is_meant {
            // Nothing runs after this: no destructor, no answer, no flush.
            let _killed = kill(Pid::this(), Signal::SIGKILL);
        }
        is_meant
    })
}
