//! `vitrine doctor`: what is wrong, and what to do about it.

mod payment;
mod proof;

use crate::boot::{self, Database};
use crate::config::{Config, MediaLocation, Mode};
use nix::sys::statvfs::statvfs;
use payment::payment;
use sqlx::PgPool;
use std::process::ExitCode;

/// Oldest Postgres that the store runs on.
const POSTGRES: i32 = 150_000;
/// Less free disk than this is a fault: Postgres stops when it is full.
const FREE_BYTES: u64 = 1 << 30;
/// Clocks may differ this much; signatures and cookies tolerate five minutes.
const SKEW_SECONDS: i64 = 60;

/// One finding.
struct Finding {
    what: &'static str,
    result: Result<String, String>,
}

/// Checks everything and prints one line each; fails when one check failed.
pub async fn run(config: &Config, deep: bool) -> anyhow::Result<ExitCode> {
    println!("Vitrine {}", env!("CARGO_PKG_VERSION"));
    let mut findings = vec![front_end(config), disk(config), media(config)];
    findings.push(mail(config).await);
    match Database::open(config).await {
        Ok(database) => {
            findings.extend(check_database(database.pool()).await);
            findings.push(dead_mails(database.pool()).await);
            findings.push(alerts(database.pool()).await);
            findings.extend(payment(config, &database).await);
            if deep {
                findings.extend(proof::proof(database.pool()).await);
            }
            database.close().await;
        }
        Err(error) => findings.push(Finding {
            what: "database",
            result: Err(format!("{error:#}")),
        }),
    }
    let failed = findings.iter().filter(|finding| finding.result.is_err()).count();
    for Finding { what, result } in findings {
        match result {
            Ok(text) => println!("  ok    {what}: {text}"),
            Err(text) => println!("  FAIL  {what}: {text}"),
        }
    }
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn front_end(config: &Config) -> Finding {
    let pkg = config.site_dir.join("pkg");
    let result = if pkg.is_dir() {
        Ok(format!("built, in {}", pkg.display()))
    } else {
        Err(format!(
            "{} is missing; run `make serve`, or set VITRINE_SITE_DIR to where the front end is",
            pkg.display()
        ))
    };
    Finding {
        what: "front end",
        result,
    }
}

fn disk(config: &Config) -> Finding {
    let folder = if config.data_dir.exists() {
        config.data_dir.as_path()
    } else {
        std::path::Path::new(".")
    };
    let result = match statvfs(folder) {
        Ok(stat) => {
            let free = stat.blocks_available() * stat.fragment_size();
            let text = format!("{} MiB free in {}", free >> 20, folder.display());
            if free < FREE_BYTES {
                Err(format!("only {text}; free some before Postgres stops"))
            } else {
                Ok(text)
            }
        }
        Err(error) => Err(format!("{} cannot be looked at: {error}", folder.display())),
    };
    Finding { what: "disk", result }
}

fn media(config: &Config) -> Finding {
    let result = match &config.media {
        MediaLocation::Folder(folder) => match std::fs::create_dir_all(folder).and_then(|()| tempfile_in(folder)) {
            Ok(()) => Ok(format!("writable, in {}", folder.display())),
            Err(error) => Err(format!("{} is not writable: {error}", folder.display())),
        },
        MediaLocation::S3 { bucket, .. } => Ok(format!("bucket {bucket} (not asked)")),
    };
    Finding {
        what: "pictures",
        result,
    }
}

fn tempfile_in(folder: &std::path::Path) -> std::io::Result<()> {
    let probe = folder.join(".doctor");
    std::fs::write(&probe, b"")?;
    std::fs::remove_file(probe)
}

/// Connects and signs in, without sending anything.
async fn mail(config: &Config) -> Finding {
    let result = match (&config.smtp, config.mode) {
        (Some(_), _) => match boot::mailer(config) {
            Ok(Some(mailer)) => match mailer.check().await {
                Ok(()) => Ok("the mail server answers and lets us in".to_owned()),
                Err(error) => Err(format!("{error}; look at VITRINE_SMTP_URL")),
            },
            Ok(None) => Err("no mail server is configured".to_owned()),
            Err(error) => Err(format!("{error:#}")),
        },
        (None, Mode::Development) => Ok("none is sent; the page /mailbox shows it".to_owned()),
        (None, Mode::Production) => {
            Err("no shopper gets a confirmation; set VITRINE_SMTP_URL and VITRINE_MAIL_FROM".to_owned())
        }
    };
    Finding { what: "mail", result }
}

async fn dead_mails(pool: &PgPool) -> Finding {
    let depth = match pool.acquire().await {
        Ok(mut conn) => store::mail::get_depth(&mut conn).await,
        Err(error) => Err(error.into()),
    };
    let result = match depth {
        Ok(depth) if depth.dead == 0 => Ok(format!(
            "{} wait, {} are tried again, none was given up",
            depth.queued, depth.failed
        )),
        Ok(depth) => Err(format!(
            "{} were given up; see `vitrine mail list --failed`",
            depth.dead
        )),
        Err(_) => Ok("not looked at without a schema".to_owned()),
    };
    Finding { what: "mails", result }
}

async fn alerts(pool: &PgPool) -> Finding {
    let count = match pool.acquire().await {
        Ok(mut conn) => store::alert::count_open(&mut conn).await,
        Err(error) => Err(error.into()),
    };
    let result = match count {
        Ok(count) if count.open == 0 => Ok("none is open".to_owned()),
        Ok(count) => {
            let since = count
                .oldest_at
                .map(|at| format!(", since {}", at.format("%Y-%m-%d %H:%M")));
            Err(format!(
                "{} wait for a person{}; see `vitrine alerts list`",
                count.open,
                since.unwrap_or_default()
            ))
        }
        Err(_) => Ok("not looked at without a schema".to_owned()),
    };
    Finding { what: "alerts", result }
}

async fn check_database(pool: &PgPool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let version: Result<String, _> = sqlx::query_scalar("show server_version_num").fetch_one(pool).await;
    findings.push(Finding {
        what: "database",
        result: match version.map(|text| text.parse::<i32>().unwrap_or(0)) {
            Ok(number) if number >= POSTGRES => Ok(format!("Postgres {}.{}", number / 10_000, number % 10_000)),
            Ok(number) => Err(format!(
                "Postgres {} is too old; 15 or later is needed",
                number / 10_000
            )),
            Err(error) => Err(format!("does not answer: {error}")),
        },
    });
    let now: Result<chrono::DateTime<chrono::Utc>, _> =
        sqlx::query_scalar("select clock_timestamp()").fetch_one(pool).await;
    findings.push(Finding {
        what: "clock",
        result: now.map_err(|error| error.to_string()).and_then(|there| {
            let skew = (adapters::clock::Clock::system().now() - there).num_seconds().abs();
            let text = format!("{skew} s apart from the database's");
            if skew > SKEW_SECONDS {
                Err(format!("{text}; set both by NTP"))
            } else {
                Ok(text)
            }
        }),
    });
    let migrations: Result<i64, _> = sqlx::query_scalar("select count(*) from _sqlx_migrations where success")
        .fetch_one(pool)
        .await;
    findings.push(Finding {
        what: "schema",
        result: match migrations {
            Ok(count) if usize::try_from(count) == Ok(crate::boot::migration_count()) => {
                Ok(format!("{count} migrations, up to date"))
            }
            Ok(count) => Err(format!(
                "{count} of {} migrations; run `vitrine migrate`",
                crate::boot::migration_count()
            )),
            Err(_) => Err("no schema yet; run `vitrine migrate`".to_owned()),
        },
    });
    let dead: Result<i64, _> = sqlx::query_scalar("select count(*) from jobs where state = 'dead'")
        .fetch_one(pool)
        .await;
    findings.push(Finding {
        what: "jobs",
        result: match dead {
            Ok(0) => Ok("none gave up".to_owned()),
            Ok(count) => Err(format!("{count} gave up; look at last_error in the table jobs")),
            Err(_) => Ok("not looked at without a schema".to_owned()),
        },
    });
    findings
}
