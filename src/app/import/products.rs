//! The verb: import a product file.

use crate::App;

use super::catalogue::Catalogue;
use super::error::ImportError;
use super::pictures::MediaFolder;
use super::progress::{Phase, Progress};
use super::recognise::{Platform, recognise};
use super::report::{Report, ReportHead};
use super::request::ImportRequest;
use super::run::Run;
use super::source::Source;
use super::summary::{ImportSummary, Totals};
use super::target::find_target;

/// Imports a product file, or says why not.
///
/// Every row of the file ends as created, updated, unchanged, skipped or refused, in the summary and in the report. A
/// refused file changes nothing. A run that breaks off half-way has written whole batches; running it again finds
/// those unchanged and goes on.
///
/// # Errors
/// [`ImportError`]. With `OnError::Skip`, refused products are no error: the summary counts them.
pub async fn import_products(
    app: &App,
    request: ImportRequest,
    progress: &dyn Progress,
) -> Result<ImportSummary, ImportError> {
    let mut head = ReportHead {
        file: request.path.display().to_string(),
        dry_run: request.dry_run,
        ..ReportHead::default()
    };
    match prepare(app, &request, progress, &mut head).await {
        Ok(run) => run.carry_out(progress).await,
        Err(error) => {
            let sentence = with_causes(&error);
            let report = Report::start(request.report_path.as_deref(), &head).map_err(ImportError::Report)?;
            report
                .finish(&Totals::default(), Some(&sentence))
                .map_err(ImportError::Report)?;
            Err(error)
        }
    }
}

// The error and what lies below it, as one line.
fn with_causes(error: &ImportError) -> String {
    let mut sentence = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(below) = cause {
        sentence = format!("{sentence}: {below}");
        cause = below.source();
    }
    sentence
}

// Everything that can refuse the file as a whole, before anything is written.
async fn prepare<'a>(
    app: &'a App,
    request: &'a ImportRequest,
    progress: &dyn Progress,
    head: &mut ReportHead,
) -> Result<Run<'a>, ImportError> {
    let (source, platform) = open(request).await?;
    head.written_as = Some(source.describe());
    head.recognised = Some(platform.to_string());
    let recognised = format!("{platform}: {}", source.describe());
    progress.say(&recognised);
    progress.begin(Phase::Survey, None);
    let catalogue = blocking(move || Ok(Catalogue::survey(source, platform)?)).await?;
    progress.end();
    head.ignored_columns = catalogue.ignored_columns();
    let folder = open_folder(app, request)?;
    let (currency, target) = find_target(&app.pool, request, progress).await?;
    head.currency = Some(currency.to_string());
    Ok(Run {
        app,
        request,
        head: head.clone(),
        recognised,
        catalogue,
        folder,
        currency,
        target,
    })
}

fn open_folder(app: &App, request: &ImportRequest) -> Result<MediaFolder, ImportError> {
    if request.media_dir.is_some() && app.media.is_none() {
        return Err(ImportError::NoMediaStorage);
    }
    MediaFolder::open(request.media_dir.as_deref()).map_err(ImportError::MediaFolder)
}

async fn open(request: &ImportRequest) -> Result<(Source, Platform), ImportError> {
    let (path, format) = (request.path.clone(), request.format);
    blocking(move || {
        let source = Source::inspect(&path)?;
        let platform = recognise(&source, format).map_err(ImportError::Foreign)?;
        Ok((source, platform))
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ImportError> + Send + 'static,
) -> Result<T, ImportError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ImportError::Broken)?
}
