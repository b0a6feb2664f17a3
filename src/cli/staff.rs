//! `vitrine staff`: invites the first owner, and what owners do in the admin, for whoever has the command line.

use super::with_app;
use crate::config::Config;
use app::App;
use app::audit;
use app::refusal::Refusal as _;
use app::staff::{
    By, StaffError, change_roles, disable, enable, end_sessions_of, find_by_email, invite, list_invitations,
    list_members, list_sessions,
};
use chrono::NaiveDate;
use clap::Subcommand;
use domain::id::StaffMemberId;
use domain::staff::{AuditSearch, Role, Roles};
use std::process::ExitCode;

/// What to do with members.
#[derive(Subcommand)]
pub enum Staff {
    /// Invites somebody, and prints the link; a mail carries it too, where mails leave.
    Invite {
        /// E-mail address.
        email: String,
        /// owner, merchandiser, catalogue, orders, analyst or developer; may be repeated.
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
        /// As JSON for scripts.
        #[arg(long)]
        json: bool,
    },
    /// Lists members and open invitations.
    List {
        /// As JSON for scripts.
        #[arg(long)]
        json: bool,
    },
    /// Gives a member these roles instead of theirs, and signs them out.
    Roles {
        /// E-mail address or id.
        member: String,
        /// As above; may be repeated.
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
    },
    /// Lets a member sign in no more, and signs them out.
    Disable {
        /// E-mail address or id.
        member: String,
    },
    /// Lets a disabled member sign in again.
    Enable {
        /// E-mail address or id.
        member: String,
    },
    /// Lists where a member is signed in.
    Sessions {
        /// E-mail address or id.
        member: String,
        /// Signs them out everywhere.
        #[arg(long)]
        end: bool,
    },
    /// Searches the audit log, the newest entries first, fifty at most.
    Audit {
        /// What this member did: e-mail address or id.
        #[arg(long)]
        person: Option<String>,
        /// An action such as staff.invited, or the start of one with its dot, such as staff.
        #[arg(long)]
        action: Option<String>,
        /// The id of what it was done to.
        #[arg(long)]
        subject: Option<String>,
        /// From this day on, UTC.
        #[arg(long, value_name = "DATE")]
        from: Option<NaiveDate>,
        /// Up to this day, UTC.
        #[arg(long, value_name = "DATE")]
        to: Option<NaiveDate>,
        /// Only entries before this one: the page after.
        #[arg(long, value_name = "ENTRY")]
        before: Option<i64>,
        /// As JSON for scripts.
        #[arg(long)]
        json: bool,
    },
}

fn role(word: &str) -> Result<Role, String> {
    Role::parse(word).ok_or_else(|| {
        let words: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("it is one of {}", words.join(", "))
    })
}

fn set(roles: Vec<Role>) -> anyhow::Result<Roles> {
    Roles::new(roles).ok_or_else(|| anyhow::anyhow!("at least one role is needed"))
}

/// Does what was asked.
pub async fn run(config: &Config, command: Staff) -> anyhow::Result<ExitCode> {
    with_app(config, async |app| {
        carry_out(app, command).await?;
        Ok(ExitCode::SUCCESS)
    })
    .await
}

async fn carry_out(app: &App, command: Staff) -> anyhow::Result<()> {
    match command {
        Staff::Invite { email, roles, json } => send(app, &email, &set(roles)?, json).await,
        Staff::List { json } => list(app, json).await,
        Staff::Roles { member, roles } => {
            let (id, roles) = (find(app, &member).await?, set(roles)?);
            change_roles(app, By::Cli, id, &roles).await.map_err(told)?;
            println!("{member} is now: {}.", roles.text());
            Ok(())
        }
        Staff::Disable { member } => {
            disable(app, By::Cli, find(app, &member).await?).await.map_err(told)?;
            println!("{member} is disabled and signed out everywhere.");
            Ok(())
        }
        Staff::Enable { member } => {
            enable(app, By::Cli, find(app, &member).await?).await.map_err(told)?;
            println!("{member} may sign in again.");
            Ok(())
        }
        Staff::Sessions { member, end } => sessions(app, find(app, &member).await?, end).await,
        Staff::Audit {
            person,
            action,
            subject,
            from,
            to,
            before,
            json,
        } => {
            let actor_id = match person {
                Some(person) => Some(find(app, &person).await?),
                None => None,
            };
            let wanted = AuditSearch {
                actor_id,
                action,
                subject_id: subject,
                from,
                to,
                before,
            };
            search(app, &wanted, json).await
        }
    }
}

async fn send(app: &App, email: &str, roles: &Roles, json: bool) -> anyhow::Result<()> {
    let invited = invite(app, By::Cli, email, roles).await.map_err(told)?;
    if json {
        let link = serde_json::json!({ "link": invited.link, "expires_at": invited.expires_at });
        println!("{link:#}");
        return Ok(());
    }
    println!("{email} is invited as {}. The link works once:", roles.text());
    println!("{}", invited.link);
    println!("It expires at {}.", invited.expires_at.format("%Y-%m-%d %H:%M UTC"));
    if invited.is_mailed {
        println!("A mail carries it, too.");
    }
    Ok(())
}

async fn list(app: &App, json: bool) -> anyhow::Result<()> {
    let members = list_members(app, By::Cli).await.map_err(told)?;
    let invitations = list_invitations(app, By::Cli).await.map_err(told)?;
    if json {
        let both = serde_json::json!({ "members": members, "invitations": invitations });
        println!("{both:#}");
        return Ok(());
    }
    if members.is_empty() && invitations.is_empty() {
        println!("Nobody works here. Invite an owner: vitrine staff invite ana@example.com --role owner");
    }
    for it in members {
        let state = if it.disabled_at.is_some() { "disabled" } else { "active" };
        println!(
            "{}  {state:<8}  {}  {}  {}",
            it.staff_member_id,
            it.email,
            it.name,
            it.roles.text()
        );
    }
    for it in invitations {
        let until = it.expires_at.format("%Y-%m-%d %H:%M UTC");
        println!(
            "{}  invited   {}  {}  until {until}",
            it.staff_invitation_id,
            it.email,
            it.roles.text()
        );
    }
    Ok(())
}

async fn sessions(app: &App, member_id: StaffMemberId, end: bool) -> anyhow::Result<()> {
    if end {
        let ended = end_sessions_of(app, By::Cli, member_id).await.map_err(told)?;
        println!("{ended} sessions are ended.");
        return Ok(());
    }
    let sessions = list_sessions(app, By::Cli, member_id).await.map_err(told)?;
    if sessions.is_empty() {
        println!("Not signed in anywhere.");
    }
    for it in sessions {
        let (since, seen) = (
            it.created_at.format("%Y-%m-%d %H:%M"),
            it.last_seen_at.format("%H:%M UTC"),
        );
        println!(
            "{}  since {since}  last seen {seen}  {}",
            it.staff_session_id, it.device
        );
    }
    Ok(())
}

async fn search(app: &App, wanted: &AuditSearch, json: bool) -> anyhow::Result<()> {
    let page = audit::search(app, By::Cli, wanted).await.map_err(told)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&page.entries)?);
        return Ok(());
    }
    if page.entries.is_empty() {
        println!("Nothing was found.");
    }
    for it in page.entries {
        println!(
            "{}  {}  {}  {}  {} {}  {}  {}",
            it.audit_entry_id,
            it.at.format("%Y-%m-%d %H:%M:%S"),
            it.actor_text,
            it.action,
            it.subject_type,
            it.subject_id,
            it.details,
            it.network
        );
    }
    if let Some(next) = page.next {
        println!("There is more: --before {next}");
    }
    Ok(())
}

async fn find(app: &App, member: &str) -> anyhow::Result<StaffMemberId> {
    match member.parse() {
        Ok(id) => Ok(id),
        Err(_) => find_by_email(app, By::Cli, member).await.map_err(told),
    }
}

fn told(error: StaffError) -> anyhow::Error {
    if let StaffError::Invalid(faults) = &error {
        let texts: Vec<&str> = faults.iter().map(|fault| fault.text.as_str()).collect();
        return anyhow::anyhow!("{} ({})", texts.join(" "), error.code());
    }
    let sentence = format!("{} ({})", error.sentence(), error.code());
    anyhow::Error::from(error).context(sentence)
}
