//! How heavy the pages are on the way to a browser, compressed with brotli.

use anyhow::{Context as _, bail};
use brotli::enc::BrotliEncoderParams;
use std::path::Path;
use testkit::browser::Browser;

/// One weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// What it is of.
    pub what: String,
    /// Bytes as they are.
    pub raw: usize,
    /// Bytes on the way.
    pub brotli: usize,
    /// Most bytes on the way, where there is a goal.
    pub goal: Option<usize>,
}

/// Kilobyte as in the goals.
const KB: usize = 1000;

/// Scripts, styles and the HTML of a page.
///
/// # Errors
/// When the page cannot be read, or what [`code`] says.
pub async fn all(port: u16, site_dir: &Path, path: &str) -> anyhow::Result<Vec<Weight>> {
    let mut weights = code(site_dir)?;
    weights.push(html(port, path).await?);
    Ok(weights)
}

/// Scripts and styles, without a server.
///
/// # Errors
/// When the front end is not built as a whole.
pub fn code(site_dir: &Path) -> anyhow::Result<Vec<Weight>> {
    let pkg = site_dir.join("pkg");
    let (wasm, js, css) = (folder(&pkg, "wasm")?, folder(&pkg, "js")?, folder(&pkg, "css")?);
    let both = Weight {
        what: "WASM and JavaScript together".to_owned(),
        raw: wasm.raw + js.raw,
        brotli: wasm.brotli + js.brotli,
        goal: Some(110 * KB),
    };
    let css = Weight {
        goal: Some(12 * KB),
        ..css
    };
    Ok(vec![wasm, js, both, css])
}

async fn html(port: u16, path: &str) -> anyhow::Result<Weight> {
    let mut browser = Browser::new(port);
    let raw = browser.get(path).await?.body.len();
    browser.takes_brotli = true;
    let brotli = browser.get(path).await?.body.len();
    Ok(Weight {
        what: "HTML of a product page".to_owned(),
        raw,
        brotli,
        goal: Some(20 * KB),
    })
}

fn folder(pkg: &Path, extension: &str) -> anyhow::Result<Weight> {
    let mut weight = Weight {
        what: extension.to_uppercase(),
        raw: 0,
        brotli: 0,
        goal: None,
    };
    for entry in std::fs::read_dir(pkg).with_context(|| format!("{} cannot be read", pkg.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            let bytes = std::fs::read(&path)?;
            weight.raw += bytes.len();
            weight.brotli += on_the_way(&path, &bytes)?;
        }
    }
    if weight.raw == 0 {
        bail!("{} holds no {extension}: run .ci/build release", pkg.display());
    }
    Ok(weight)
}

// The build compresses beforehand; where it did not, the same is done here.
fn on_the_way(path: &Path, bytes: &[u8]) -> anyhow::Result<usize> {
    let beside = path.with_added_extension("br");
    if let Ok(metadata) = beside.metadata() {
        return Ok(usize::try_from(metadata.len())?);
    }
    let mut out = Vec::new();
    brotli::BrotliCompress(
        &mut &bytes[..],
        &mut out,
        &BrotliEncoderParams {
            quality: 11,
            ..Default::default()
        },
    )?;
    Ok(out.len())
}
