//! The audit log: written with what it records, searched, never changed.

use super::{Office, from_here};
use crate::audit::{Actor, Deed, Origin, record, search};
use crate::staff::{By, disable};
use chrono::{Duration, NaiveDate};
use domain::staff::{AUDIT_PAGE, AuditSearch, Role};
use serde_json::json;
use uuid::Uuid;

#[tokio::test]
async fn the_database_itself_refuses_to_change_an_entry() {
    let office = Office::open().await;
    office.invited("ana@example.com", Role::Owner).await;

    for statement in [
        "update audit_entries set action = 'staff.left'",
        "delete from audit_entries",
        "truncate audit_entries",
        "set session_replication_role = replica; delete from audit_entries",
    ] {
        let refused = sqlx::raw_sql(statement).execute(&office.app.pool).await;
        let told = refused.map(drop).unwrap_err().to_string();
        assert!(told.contains("never changed"), "{statement}: {told}");
    }
    assert_eq!(office.actions().await, ["staff.invited"]);
    office.close().await;
}

#[tokio::test]
async fn an_entry_says_who_what_to_whom_and_from_where_without_secrets() {
    let office = Office::open().await;
    let ana = office.clerk("ana@example.com", Role::Owner).await;
    let bo = office.clerk("bo@example.com", Role::Orders).await;
    let (ana, bo) = (
        office.who(&ana.session).await.unwrap(),
        office.who(&bo.session).await.unwrap(),
    );
    let request_id = Uuid::now_v7();
    let origin = Origin {
        network: "192.0.2.7",
        request_id: Some(request_id),
    };

    disable(&office.app, By::Member(&ana, origin), bo.staff_member_id)
        .await
        .unwrap();

    let page = search(&office.app, from_here(&ana), &AuditSearch::default())
        .await
        .unwrap();
    let entry = &page.entries[0];
    assert_eq!(entry.action, "staff.disabled");
    assert_eq!(
        (entry.actor_kind.as_str(), entry.actor_id),
        ("staff", Some(ana.staff_member_id))
    );
    assert_eq!(entry.actor_text, "Ana Mar");
    assert_eq!(entry.subject_id, bo.staff_member_id.to_string());
    assert_eq!(
        (entry.network.as_str(), entry.request_id.clone()),
        ("192.0.2.7", Some(request_id.to_string()))
    );
    assert_eq!(page.entries.last().unwrap().actor_text, "Command line");
    let all = format!("{:?}", page.entries);
    assert!(!all.contains("argon2") && !all.contains(super::SECRET), "{all}");
    office.close().await;
}

#[tokio::test]
async fn the_log_is_searched_by_person_action_subject_and_day_a_page_at_a_time() {
    let office = Office::open().await;
    let ana = office.clerk("ana@example.com", Role::Owner).await;
    let ana = office.who(&ana.session).await.unwrap();
    let mut conn = office.app.pool.acquire().await.unwrap();
    let subject_id = Uuid::now_v7();
    let details = json!({});
    let deed = Deed {
        action: "gallery.published",
        subject_type: "gallery",
        subject_id,
        details: &details,
    };
    let later = office.app.clock.now() + Duration::days(1);
    for _ in 0..=AUDIT_PAGE {
        record(&mut conn, later, Actor::System, Origin::default(), deed)
            .await
            .unwrap();
    }
    drop(conn);
    let find = async |wanted: AuditSearch| search(&office.app, By::Cli, &wanted).await.unwrap();
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);

    let first = find(AuditSearch::default()).await;
    assert_eq!(first.entries.len(), AUDIT_PAGE);
    assert_eq!(first.actions, ["gallery.published", "staff.invited", "staff.joined"]);
    let rest = find(AuditSearch {
        before: first.next,
        ..Default::default()
    })
    .await;
    assert_eq!((rest.entries.len(), rest.next), (3, None));
    let person = find(AuditSearch {
        actor_id: Some(ana.staff_member_id),
        ..Default::default()
    })
    .await;
    assert_eq!(person.entries.len(), 1);
    let start = find(AuditSearch {
        action: Some("staff.".into()),
        ..Default::default()
    })
    .await;
    assert_eq!(start.entries.len(), 2);
    let exact = find(AuditSearch {
        action: Some("staff.joined".into()),
        ..Default::default()
    })
    .await;
    assert_eq!(exact.entries.len(), 1);
    let subject = find(AuditSearch {
        subject_id: Some(subject_id.to_string()),
        ..Default::default()
    })
    .await;
    assert_eq!(subject.entries.len(), AUDIT_PAGE);
    let until = find(AuditSearch {
        to: day(22),
        ..Default::default()
    })
    .await;
    assert_eq!(until.entries.len(), 2);
    let since = find(AuditSearch {
        from: day(24),
        ..Default::default()
    })
    .await;
    assert!(since.entries.is_empty() && since.next.is_none());
    office.close().await;
}
