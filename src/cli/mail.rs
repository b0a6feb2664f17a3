//! `vitrine mail`: what is written to shoppers, looked at and repeated by an operator.

use crate::boot::{self, Database};
use crate::config::Config;
use anyhow::Context as _;
use app::App;
use app::mail::MailHead;
use clap::Subcommand;
use domain::id::MailId;
use domain::mail::Template;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Subcommand)]
pub enum Mail {
    /// Prints a mail as it would leave, without sending it.
    Preview {
        /// `order-placed`, `order-shipped`, `order-cancelled`, `order-refunded`; one about an account: `verify-email`,
        /// `account-exists`, `reset-password`; or `back-in-stock`.
        #[arg(value_parser = template)]
        template: Template,
        /// Number of the order, for mails about one.
        #[arg(long, value_name = "NUMBER")]
        order: Option<i64>,
        /// Writes the HTML to this file.
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
    /// Sends a few words to an address, to see whether mail works.
    Test {
        /// Where to.
        address: String,
    },
    /// Lists the last 100 mails.
    List {
        /// Only those that failed or were given up.
        #[arg(long)]
        failed: bool,
    },
    /// Starts a mail anew that failed or was given up.
    Retry {
        /// Its id, as the list shows it.
        mail_id: MailId,
    },
}

fn template(word: &str) -> Result<Template, String> {
    Template::parse(word).ok_or_else(|| {
        let words = Template::ALL.map(|template| template.as_str().replace('_', "-"));
        format!("there are: {}", words.join(", "))
    })
}

/// Does what was asked.
pub async fn run(config: &Config, command: Mail) -> anyhow::Result<ExitCode> {
    let database = Database::open(config).await?;
    let app = boot::application(config, &database);
    let done = match app {
        Ok(app) => carry_out(&app, command).await,
        Err(error) => Err(error),
    };
    database.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn carry_out(app: &App, command: Mail) -> anyhow::Result<()> {
    match command {
        Mail::Preview { template, order, html } => preview(app, template, order, html).await,
        Mail::Test { address } => {
            match app::mail::try_out(app, &address).await? {
                "mailbox" => println!("No mail server is configured: nothing was sent. Set VITRINE_SMTP_URL."),
                _ => println!("The mail server has taken a mail to {address}. Look whether it arrives."),
            }
            Ok(())
        }
        Mail::List { failed } => {
            let mails = app::mail::list_recent(app, failed).await?;
            mails.iter().for_each(print);
            println!("{} mails.", mails.len());
            Ok(())
        }
        Mail::Retry { mail_id } => {
            app::mail::retry(app, mail_id).await?;
            println!("The mail is sent anew by the running store.");
            Ok(())
        }
    }
}

async fn preview(app: &App, template: Template, order: Option<i64>, html: Option<PathBuf>) -> anyhow::Result<()> {
    if order.is_none() && template.is_about_order() {
        anyhow::bail!("say which order with --order NUMBER");
    }
    let letter = app::mail::preview(app, template, order).await?;
    println!("Subject: {}\n\n{}", letter.subject, letter.text);
    if let Some(file) = html {
        std::fs::write(&file, letter.html).with_context(|| format!("{} cannot be written", file.display()))?;
        println!("HTML: {}", file.display());
    }
    Ok(())
}

fn print(mail: &MailHead) {
    println!(
        "{}  {}  {:6}  {:2} tries  {}  {}",
        mail.mail_id,
        mail.created_at.format("%Y-%m-%d %H:%M"),
        mail.state,
        mail.attempts,
        mail.recipient,
        mail.subject
    );
    if let Some(error) = &mail.last_error {
        println!("    {error}");
    }
}
