//! From a configuration to a running store, and back to a clean stop.

mod database;
#[cfg(debug_assertions)]
mod kill;
mod listen;
mod payment;
mod slow_head;
mod tax;

pub use database::{Database, migration_count};
pub use payment::stripe;

use crate::config::{Config, MediaLocation, Mode};
use crate::http::page_cache::PageCache;
use crate::http::{Doors, read_assets, router};
use adapters::clock::Clock;
use adapters::mail::{Limits as MailLimits, Mailbox, Mailer, SmtpMailer};
use adapters::media::{MediaStorage, S3Config};
use adapters::payment::test_provider::TestProvider;
use anyhow::Context as _;
use app::App;
use site::SiteState;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Runs the store until it is told to stop.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    // Before Postgres: a second store on the same port must not touch the first one's database.
    let listener = TcpListener::bind(config.listen).await.with_context(|| {
        format!(
            "{} is taken or not ours; set VITRINE_LISTEN to another address",
            config.listen
        )
    })?;
    let database = Database::open(&config).await?;
    let served = serve_with(&config, &database, listener).await;
    database.close().await;
    served
}

async fn serve_with(config: &Config, database: &Database, listener: TcpListener) -> anyhow::Result<()> {
    let applied = database.migrate().await?;
    if applied > 0 {
        eprintln!("vitrine: applied {applied} migrations");
    }
    let app = application(config, database)?;
    if config.demo && app::demo::is_wanted(&app).await? {
        eprintln!("vitrine: loading the demo store");
        eprintln!("vitrine: {}", load_demo(&app).await?);
    }
    let provider = payment::test_provider(config, &app, listener.local_addr()?.port()).await?;
    let app = payment::attach(config, app, provider.as_ref())?;
    let app = tax::attach(config, app)?;
    let stop = CancellationToken::new();
    let tasks = TaskTracker::new();
    let pages = PageCache::new(config.page_cache_bytes);
    spawn_listener(&tasks, &stop, &app, &pages);
    if config.worker {
        worker::spawn(&tasks, &stop, app.clone());
    }
    if let Some(provider) = &provider {
        let (provider, stop) = (Arc::clone(provider), stop.clone());
        tasks.spawn(async move { provider.run(stop.cancelled()).await });
    }
    let counted = pages.clone();
    let router = router(doors(config, &app, pages, provider)?, config);
    say_where_mail_goes(config);
    payment::say_who_takes_it(config);
    eprintln!("vitrine: open at {}", config.base_url);
    tracing::info!(listen = %config.listen, "The store is open");
    let served = listen::serve(listener, router, stop.clone(), config.shutdown_timeout).await;
    let (hits, misses) = counted.counts();
    tracing::info!(
        page_cache.hits = hits,
        page_cache.misses = misses,
        "The store is closed"
    );
    stop.cancel();
    tasks.close();
    if tokio::time::timeout(config.shutdown_timeout, tasks.wait())
        .await
        .is_err()
    {
        tracing::warn!("Background work was cut off; its leases run out and it is done again");
    }
    served
}

/// The application over an open database.
pub fn application(config: &Config, database: &Database) -> anyhow::Result<App> {
    let storage = media_storage(&config.media)?;
    let app = App::new(database.pool().clone(), Clock::system())
        .with_media(storage)
        .with_base_url(config.base_url.clone())
        .with_late_payments_refunded(config.refunds_late_payments);
    #[cfg(debug_assertions)]
    let app = app.with_steps(kill::steps());
    Ok(match mailer(config)? {
        Some(mailer) => app.with_mailer(mailer),
        None => app,
    })
}

/// The configured mail server, or the development mailbox; nobody in production without a server.
pub fn mailer(config: &Config) -> anyhow::Result<Option<Arc<dyn Mailer>>> {
    match (&config.smtp, config.mode) {
        (Some(smtp), _) => {
            let host = config.base_url.host_str().unwrap_or("localhost");
            let mailer = SmtpMailer::new(smtp.url.reveal(), &smtp.from, host, MailLimits::default())?;
            Ok(Some(Arc::new(mailer)))
        }
        (None, Mode::Development) => Ok(Some(Arc::new(Mailbox))),
        (None, Mode::Production) => Ok(None),
    }
}

fn say_where_mail_goes(config: &Config) {
    match (&config.smtp, config.mode) {
        (Some(_), _) => {}
        (None, Mode::Development) => eprintln!("vitrine: mails are not sent; {}mailbox shows them", config.base_url),
        (None, Mode::Production) => {
            eprintln!(
                "vitrine: WARNING: no mail server is configured, so no shopper gets a confirmation; set VITRINE_SMTP_URL and VITRINE_MAIL_FROM"
            );
            tracing::warn!("No mail server is configured; mails wait and are given up after three days");
        }
    }
}

/// Loads the demo store and says what was loaded.
pub async fn load_demo(app: &App) -> anyhow::Result<String> {
    let loaded = app::demo::load(app).await?;
    Ok(loaded.to_string())
}

fn doors(config: &Config, app: &App, pages: PageCache, provider: Option<Arc<TestProvider>>) -> anyhow::Result<Doors> {
    Ok(Doors {
        app: app.clone(),
        storage: media_storage(&config.media)?,
        pages,
        site: SiteState::new(app.clone(), read_assets(), config.base_url.clone()),
        test_provider: provider.map(api::payment::test_provider::routes),
        mailbox: (config.mode == Mode::Development).then(|| api::mailbox::routes(app.clone())),
    })
}

fn media_storage(location: &MediaLocation) -> anyhow::Result<MediaStorage> {
    Ok(match location {
        MediaLocation::Folder(folder) => MediaStorage::local(folder)?,
        MediaLocation::S3 {
            bucket,
            endpoint,
            region,
            key_id,
            secret,
        } => MediaStorage::s3(&S3Config {
            bucket: bucket.clone(),
            endpoint: endpoint.clone(),
            region: region.clone(),
            access_key_id: key_id.clone(),
            secret_access_key: secret.reveal().to_owned(),
        })?,
    })
}

/// Events of this and of every other instance: purge what went stale.
fn spawn_listener(tasks: &TaskTracker, stop: &CancellationToken, app: &App, pages: &PageCache) {
    let (app, pages, stop) = (app.clone(), pages.clone(), stop.clone());
    tasks.spawn(async move {
        app::events::listen(&app.clone(), stop, |tags| {
            app.forget(tags);
            pages.purge(tags);
        })
        .await;
    });
}
