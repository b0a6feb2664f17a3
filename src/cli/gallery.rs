//! `vitrine gallery` and `vitrine rights`.

use super::with_app;
use crate::config::Config;
use app::App;
use app::gallery::{Grant, grant, list_galleries, list_grants, publish, revoke, withdraw};
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use domain::gallery::Channel;
use domain::id::{RightsGrantId, UgcPostId};
use std::process::ExitCode;
use store::gallery::{GrantRow, WaitReason};

/// What to do with galleries.
#[derive(Subcommand)]
pub enum Galleries {
    /// Lists galleries by handle, with their posts and how many of them the web shows.
    List {
        /// Only those after this handle: the page after.
        #[arg(long, default_value = "")]
        after: String,
        /// At most so many, 1 to 250.
        #[arg(long, default_value_t = 50)]
        limit: i64,
    },
    /// Shows all posts of a gallery that may be shown, and says what the others wait for. Repeating it adds what may be
    /// shown since.
    Publish(Shown),
    /// Takes a gallery out of a channel. Rights stay as they are.
    Withdraw(Shown),
}

/// Which gallery, and where.
#[derive(Args)]
pub struct Shown {
    /// Handle of the gallery.
    gallery: String,
    /// web, embed, email, social, ads or kiosk.
    #[arg(long, default_value = "web")]
    channel: Channel,
}

/// What to do with rights to show posts.
#[derive(Subcommand)]
pub enum Rights {
    /// Lists grants, the newest first.
    List {
        /// Only those before this grant: the page after.
        #[arg(long)]
        before: Option<RightsGrantId>,
        /// At most so many, 1 to 250.
        #[arg(long, default_value_t = 50)]
        limit: i64,
    },
    /// Writes down that somebody lets us show a post.
    Grant(NewGrant),
    /// Ends a grant: everything that shows the post under it stops within a minute.
    Revoke {
        /// Id of the grant, from `vitrine rights list`.
        grant: RightsGrantId,
        /// Why, for the receipt.
        #[arg(long)]
        reason: String,
    },
}

/// What was granted.
#[derive(Args)]
pub struct NewGrant {
    /// Id of the post.
    post: UgcPostId,
    /// Where it may be shown; repeat it or separate them by commas.
    #[arg(long, value_delimiter = ',', required = true)]
    channel: Vec<Channel>,
    /// Countries it may be shown in, such as DE,AT; without any: everywhere.
    #[arg(long, value_delimiter = ',')]
    territory: Vec<String>,
    /// Until when, such as 2027-01-01T00:00:00Z; without it until it is revoked.
    #[arg(long, value_name = "TIME")]
    until: Option<DateTime<Utc>>,
    /// What shows that it was given: words of the answer, an address, the version of the terms.
    #[arg(long)]
    proof: String,
}

/// Does what was asked for.
pub async fn galleries(config: &Config, task: Galleries) -> anyhow::Result<ExitCode> {
    with_app(config, async |app| {
        match task {
            Galleries::List { after, limit } => list(app, &after, limit).await?,
            Galleries::Publish(Shown { gallery, channel }) => {
                let published = publish(app, &gallery, channel).await?;
                println!("{gallery}: {} more posts are shown", published.added);
                for waiting in published.waiting {
                    println!("  {} is not: {}", waiting.ugc_post_id, words(waiting.reason));
                }
            }
            Galleries::Withdraw(Shown { gallery, channel }) => {
                let removed = withdraw(app, &gallery, channel).await?;
                println!("{gallery}: {removed} posts are not shown any more");
            }
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}

async fn list(app: &App, after: &str, limit: i64) -> anyhow::Result<()> {
    let galleries = list_galleries(app, after, limit).await?;
    if galleries.is_empty() {
        println!("There are no galleries.");
    }
    for (handle, status, items, shown) in galleries {
        println!("{handle} ({status}): {items} posts, the web shows {shown}");
    }
    Ok(())
}

/// Does what was asked for.
pub async fn rights(config: &Config, task: Rights) -> anyhow::Result<ExitCode> {
    with_app(config, async |app| {
        match task {
            Rights::List { before, limit } => {
                for row in list_grants(app, before, limit).await? {
                    println!("{}", line(&row));
                }
            }
            Rights::Grant(new) => {
                let id = grant(
                    app,
                    &Grant {
                        ugc_post_id: new.post,
                        channels: &new.channel,
                        territory: &new.territory,
                        until: new.until,
                        proof: &new.proof,
                    },
                )
                .await?;
                println!("{id}: granted. `vitrine gallery publish` shows it.");
            }
            Rights::Revoke { grant, reason } => {
                let ended = revoke(app, grant, &reason).await?;
                println!(
                    "{grant}: revoked, post {} came down from {} places",
                    ended.ugc_post_id, ended.taken_down
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}

const fn words(reason: WaitReason) -> &'static str {
    match reason {
        WaitReason::NotApproved => "nobody approved it",
        WaitReason::NoRights => "no live grant covers the channel",
        WaitReason::NotPublished => "it came in meanwhile; publish again",
    }
}

fn line(row: &GrantRow) -> String {
    let until = row.valid_until.map_or_else(
        || "until it is revoked".to_owned(),
        |at| format!("until {}", at.format("%Y-%m-%d %H:%M UTC")),
    );
    format!(
        "{} ({}): post {} of @{}, {}, {until}; shown in {} places",
        row.rights_grant_id,
        row.state,
        row.ugc_post_id,
        row.creator_handle,
        row.channels.join(", "),
        row.publications
    )
}
