//! The doors, each asked by everybody: made from the route table, so that a new door is asked too.

use super::table::{Door, Needs, doors};
use crate::{Assets, SiteState};
use adapters::clock::Clock;
use app::App;
use app::staff::{AddPasskey, By, Caller, accept_with_passkey, begin_accept_passkey, choose, invite};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use axum::response::Response;
use domain::staff::{Permission, Role, Roles};
use std::collections::BTreeSet;
use std::path::Path;
use testkit::{Authenticator, TestDb, TestShop};
use tower::ServiceExt as _;
use url::Url;

const PLACE: &str = "http://localhost:3000";
const CALLER: Caller<'static> = Caller {
    network: "",
    device: "Firefox on Linux",
    session_token: None,
    request_id: None,
};

/// The secret of a session of somebody with this role.
async fn session(app: &App, role: Role) -> String {
    let roles = Roles::new([role]).unwrap();
    let email = format!("{}@example.com", role.as_str());
    let invited = invite(app, By::Cli, &email, &roles).await.unwrap();
    let token = invited.link.rsplit('/').next().unwrap();
    choose(app, token, "Ana Mar", "salt on the skin", CALLER).await.unwrap();
    let begun = begin_accept_passkey(app, token, "", CALLER).await.unwrap();
    let command = AddPasskey {
        challenge_id: &begun.challenge_id.to_string(),
        answer: &Authenticator::new(PLACE).create(&begun.options),
        name: "",
    };
    accept_with_passkey(app, token, command, CALLER)
        .await
        .unwrap()
        .session_token
}

async fn ask(router: &Router, door: &Door, session: Option<&str>) -> Response {
    let path = door
        .path
        .replace("{token}", &"x".repeat(43))
        .replace("{id}", "01a2b3c4-0000-7000-8000-000000000000")
        .replace("{session}", "01a2b3c4-0000-7000-8000-000000000001");
    let mut request = Request::builder().method(door.method.clone()).uri(path);
    if let Some(session) = session {
        request = request.header(header::COOKIE, format!("vitrine_staff={session}"));
    }
    if door.method == Method::POST {
        request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    let response = router
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let told = |name: header::HeaderName| {
        response
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(
        told(header::CACHE_CONTROL).as_deref(),
        Some("private, no-store"),
        "{}",
        door.path
    );
    let robots = header::HeaderName::from_static("x-robots-tag");
    assert_eq!(told(robots).as_deref(), Some("noindex"), "{}", door.path);
    assert!(
        !response.status().is_server_error(),
        "{} {}: {}",
        door.method,
        door.path,
        response.status()
    );
    response
}

fn is_sent_to_the_sign_in(response: &Response) -> bool {
    let location = response.headers().get(header::LOCATION);
    response.status() == 303 && location.is_some_and(|location| location == "/admin/sign-in")
}

#[tokio::test]
async fn every_door_refuses_whoever_may_not_pass() {
    let db = TestDb::create().await;
    TestShop::open(&db.pool).await;
    let clock = Clock::manual(testkit::shop::test_time());
    let app = App::new(db.pool.clone(), clock);
    let state = SiteState::new(app.clone(), Assets::default(), Url::parse(PLACE).unwrap());
    let router = super::routes(&state).with_state(state);
    // Signing out ends the session that asks, so it comes last.
    let mut doors = doors();
    doors.sort_by_key(|door| door.path == "/admin/sign-out");

    for door in &doors {
        let answer = ask(&router, door, None).await;
        let is_public = door.needs == Needs::Public;
        assert!(
            is_public || is_sent_to_the_sign_in(&answer),
            "nobody at {} {}",
            door.method,
            door.path
        );
    }
    for role in Role::ALL {
        let roles = Roles::new([role]).unwrap();
        let session = session(&app, role).await;
        for door in &doors {
            let answer = ask(&router, door, Some(&session)).await;
            let may = door.needs.allow(&roles);
            assert_eq!(answer.status() != 403, may, "{role:?} at {} {}", door.method, door.path);
            let leaves = door.needs == Needs::Public || door.path == "/admin/sign-out";
            assert!(
                leaves || !is_sent_to_the_sign_in(&answer),
                "{role:?} at {} {}",
                door.method,
                door.path
            );
        }
        let home = doors.iter().find(|door| door.path == "/admin").unwrap();
        assert!(
            is_sent_to_the_sign_in(&ask(&router, home, Some(&session)).await),
            "{role:?} signed out"
        );
    }
    db.drop().await;
}

#[test]
fn only_the_ways_in_are_public_and_nothing_has_two_lines() {
    let doors = doors();
    for door in doors.iter().filter(|door| door.needs == Needs::Public) {
        let is_way_in = ["/admin/sign-in", "/admin/invitations/"]
            .iter()
            .any(|start| door.path.starts_with(start));
        assert!(is_way_in, "{} is public", door.path);
    }
    let lines: BTreeSet<_> = doors.iter().map(|door| (door.method.as_str(), door.path)).collect();
    assert_eq!(lines.len(), doors.len());
    let staff = doors.iter().filter(|door| door.path.starts_with("/admin/staff"));
    assert!(
        staff
            .into_iter()
            .all(|door| door.needs == Needs::May(Permission::ManageStaff))
    );
}

#[test]
fn no_route_of_the_admin_is_mounted_beside_the_table() {
    fn walk(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("admin/tests.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let is_mounted = [".route(\"/admin", ".nest(\"/admin", "route_service(\"/admin"];
                if is_mounted.iter().any(|mark| text.contains(mark)) {
                    found.push(path.display().to_string());
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut found);
    assert!(found.is_empty(), "{found:?}");
}
