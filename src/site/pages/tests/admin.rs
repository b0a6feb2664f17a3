//! What must hold on every page of the admin, also with the worst names.

use super::sample;
use super::scan::{Tag, tags};
use crate::Rendered;
use crate::pages::account::Typed;
use crate::pages::admin::{self, AuditFilter, Frame, Member, MemberCard, News};
use app::audit::AuditPage;
use app::staff::{Factors, InvitationStep, Setup};
use chrono::{DateTime, Utc};
use domain::checkout::FieldError;
use domain::id::{StaffInvitationId, StaffMemberId, StaffPasskeyId, StaffSessionId};
use domain::staff::{AuditEntryView, InvitationView, MemberView, Role, Roles, StaffPasskeyView, StaffSessionView};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

const WORST: &str = "\"><script>alert(1)</script>";

fn frame(is_inside: bool) -> Frame {
    let member = Member {
        name: WORST.into(),
        email: WORST.into(),
        roles: Roles::new([Role::Owner]).unwrap(),
    };
    Frame {
        chrome: sample::chrome("/admin/staff"),
        member: is_inside.then_some(member),
        news: Some(News {
            text: WORST.into(),
            is_error: true,
        }),
    }
}

fn typed() -> Typed {
    let fields = ["email", "name", "password", "code", "current", "roles"];
    Typed {
        values: fields.map(|field| (field.to_owned(), WORST.to_owned())).into(),
        errors: Vec::new(),
    }
}

fn id() -> Uuid {
    Uuid::from_u128(7)
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn roles() -> Roles {
    Roles::new([Role::Orders, Role::Analyst]).unwrap()
}

fn sessions() -> [StaffSessionView; 2] {
    [true, false].map(|is_this| StaffSessionView {
        staff_session_id: StaffSessionId(id()),
        device: WORST.into(),
        created_at: now(),
        last_seen_at: now(),
        is_this,
    })
}

fn setup() -> Setup {
    Setup {
        secret_text: "ABCD EFGH".into(),
        qr_svg: "<svg class=\"qr\" role=\"img\" aria-label=\"QR code\"></svg>".into(),
    }
}

/// Every page with its name.
fn pages() -> Vec<(&'static str, Rendered)> {
    [ways_in(), own_pages(), desks()].into_iter().flatten().collect()
}

fn ways_in() -> Vec<(&'static str, Rendered)> {
    let (outside, typed) = (frame(false), typed());
    let step = InvitationStep {
        email: WORST.into(),
        roles: roles(),
        setup: None,
    };
    vec![
        ("sign-in", admin::sign_in_page(&typed, true, &outside)),
        ("code", admin::code_page(&typed, &outside)),
        ("accept", admin::accept_page(&step, "token", &typed, &outside)),
        ("factor", admin::factor_page(&setup(), "token", true, &typed, &outside)),
        ("problem", admin::problem_page(WORST, WORST, &outside)),
    ]
}

fn own_pages() -> Vec<(&'static str, Rendered)> {
    let (inside, typed) = (frame(true), typed());
    let factors = Factors {
        has_totp: true,
        setup: Some(setup()),
        recovery_codes: 1,
    };
    let passkey = StaffPasskeyView {
        staff_passkey_id: StaffPasskeyId(id()),
        name: WORST.into(),
        created_at: now(),
        last_used_at: None,
        is_blocked: true,
    };
    let codes = ["ABCD-EFGH-IJKL-MNOP".to_owned()];
    vec![
        ("home", admin::home_page(&inside)),
        ("codes", admin::recovery_codes_page(&codes, &inside)),
        ("account", admin::account_page(&sessions(), &inside)),
        ("password", admin::password_page(&typed, &inside)),
        ("authenticator", admin::authenticator_page(&factors, &typed, &inside)),
        ("recovery", admin::recovery_page(&factors, &typed, &inside)),
        ("passkeys", admin::passkeys_page(&[passkey], true, &typed, &inside)),
        ("no-passkeys", admin::passkeys_page(&[], false, &typed, &inside)),
    ]
}

fn desks() -> Vec<(&'static str, Rendered)> {
    let (inside, typed) = (frame(true), typed());
    let members = [MemberView {
        staff_member_id: StaffMemberId(id()),
        email: WORST.into(),
        name: WORST.into(),
        roles: roles(),
        has_totp: false,
        disabled_at: Some(now()),
        created_at: now(),
        seen_at: None,
    }];
    let invitation = InvitationView {
        staff_invitation_id: StaffInvitationId(id()),
        email: WORST.into(),
        roles: roles(),
        expires_at: now(),
    };
    let card = |is_disabled| MemberCard {
        staff_member_id: StaffMemberId(id()),
        email: WORST.into(),
        name: WORST.into(),
        roles: roles(),
        is_disabled,
        has_totp: true,
        passkeys: 2,
    };
    let filter = AuditFilter {
        subject: WORST.into(),
        is_later_page: true,
        ..AuditFilter::default()
    };
    vec![
        ("staff", admin::staff_page(&members, &[invitation], "name", &inside)),
        ("invite", admin::invite_page(&typed, &inside)),
        ("member", admin::member_page(&card(false), &sessions(), &inside)),
        ("member-disabled", admin::member_page(&card(true), &[], &inside)),
        ("audit", admin::audit_page(&log(true), &members, &filter, &inside)),
        ("audit-nothing", admin::audit_page(&log(false), &[], &filter, &inside)),
        ("style-guide", admin::style_guide_page(&inside)),
    ]
}

fn log(has_entries: bool) -> AuditPage {
    let entry = AuditEntryView {
        audit_entry_id: 7,
        at: now(),
        actor_kind: "staff".into(),
        actor_id: Some(StaffMemberId(id())),
        actor_text: WORST.into(),
        action: "staff.invited".into(),
        subject_type: "staff_member".into(),
        subject_id: id().to_string(),
        details: json!({ "email": WORST }),
        request_id: None,
        network: "192.0.2.1".into(),
    };
    AuditPage {
        entries: Some(entry).filter(|_| has_entries).into_iter().collect(),
        next: has_entries.then_some(7),
        actions: vec!["staff.invited".into()],
    }
}

fn count(tags: &[Tag], name: &str) -> usize {
    tags.iter().filter(|tag| tag.name == name).count()
}

#[test]
fn nothing_runs_that_is_not_ours_and_no_island_is_loaded() {
    for (name, page) in pages() {
        let tags = tags(&page.html);
        for script in tags.iter().filter(|tag| tag.name == "script") {
            let source = script.get("src").unwrap_or_else(|| panic!("{name}: {script:?}"));
            assert!(source.starts_with("/static/passkeys.js"), "{name}: {source}");
        }
        assert_eq!(count(&tags, "style") + count(&tags, "leptos-island"), 0, "{name}");
        let inline = |tag: &&Tag| {
            tag.attributes
                .iter()
                .any(|(key, _)| key == "style" || key.starts_with("on"))
        };
        assert!(tags.iter().find(inline).is_none(), "{name}");
        let robots = tags.iter().find(|tag| tag.get("name") == Some("robots"));
        assert_eq!(robots.and_then(|tag| tag.get("content")), Some("noindex"), "{name}");
    }
}

#[test]
fn every_page_has_one_heading_and_every_control_a_label_and_ids_are_unique() {
    for (name, page) in pages() {
        let tags = tags(&page.html);
        assert_eq!((count(&tags, "h1"), count(&tags, "main")), (1, 1), "{name}");
        let ids: Vec<_> = tags.iter().filter_map(|tag| tag.get("id")).collect();
        let known: HashSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name} uses an id twice: {ids:?}");
        for tag in &tags {
            for key in ["for", "aria-labelledby", "aria-describedby", "popovertarget"] {
                for id in tag.get(key).unwrap_or_default().split_whitespace() {
                    assert!(known.contains(id), "{name}: {key}={id} leads nowhere");
                }
            }
        }
        let labelled: HashSet<_> = tags.iter().filter_map(|tag| tag.get("for")).collect();
        for tag in tags
            .iter()
            .filter(|tag| matches!(tag.name.as_str(), "input" | "select"))
        {
            let is_labelled = tag.get("id").is_some_and(|id| labelled.contains(id));
            assert!(is_labelled || tag.get("type") == Some("hidden"), "{name}: {tag:?}");
        }
    }
}

#[test]
fn passwords_and_codes_are_never_shown_again_and_faults_lead_to_their_fields() {
    let errors = vec![FieldError::new("code", "This is not the code.")];
    let typed = Typed { errors, ..typed() };
    let html = admin::code_page(&typed, &frame(false)).html;

    let tags = tags(&html);
    let code = tags.iter().find(|tag| tag.get("name") == Some("code")).unwrap();
    assert_eq!(code.get("value"), Some(""));
    assert_eq!(code.get("aria-invalid"), Some("true"));
    assert!(tags.iter().any(|tag| tag.get("href") == Some("#code")));
    for (name, page) in pages() {
        for field in super::scan::tags(&page.html)
            .iter()
            .filter(|tag| tag.get("type") == Some("password"))
        {
            assert_eq!(field.get("value").unwrap_or_default(), "", "{name}");
        }
    }
}
