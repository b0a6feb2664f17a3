//! Invitations.

use super::{NOBODY, Office, SECRET};
use crate::staff::{
    By, StaffError, accept_with_code, choose, invite, list_invitations, revoke_invitation, show_invitation,
};
use chrono::Duration;
use domain::id::StaffInvitationId;
use domain::staff::{INVITATION_LASTS, RECOVERY_CODES, Role, Roles};

const ANA: &str = "ana@example.com";

#[tokio::test]
async fn the_first_owner_comes_in_by_the_command_line_and_an_authenticator() {
    let office = Office::open().await;

    let ana = office.clerk(ANA, Role::Owner).await;

    let signed_in = office.who(&ana.session).await.unwrap();
    assert_eq!((signed_in.email.as_str(), signed_in.name.as_str()), (ANA, "Ana Mar"));
    assert!(signed_in.roles.contains(Role::Owner));
    assert_eq!(ana.codes.len(), RECOVERY_CODES);
    let mail: String = sqlx::query_scalar("select recipient || ' ' || template from mails")
        .fetch_one(&office.app.pool)
        .await
        .unwrap();
    assert_eq!(mail, "ana@example.com staff_invitation");
    assert_eq!(office.actions().await, ["staff.invited", "staff.joined"]);
    office.close().await;
}

#[tokio::test]
async fn an_invitation_works_once_and_for_three_days() {
    let office = Office::open().await;
    let used = office.invited(ANA, Role::Orders).await;
    choose(&office.app, &used, "Ana", SECRET, NOBODY).await.unwrap();
    let authenticator = office.authenticator(ANA).await;
    let code = authenticator.code_at(office.app.clock.now());
    accept_with_code(&office.app, &used, &code, NOBODY).await.unwrap();
    let late = office.invited("bo@example.com", Role::Orders).await;

    let again = accept_with_code(&office.app, &used, &code, NOBODY).await;
    assert!(matches!(again, Err(StaffError::LinkSpent)));
    office.wait(INVITATION_LASTS - Duration::seconds(1));
    assert!(show_invitation(&office.app, &late).await.is_ok());
    office.wait(Duration::seconds(1));
    assert!(matches!(
        show_invitation(&office.app, &late).await,
        Err(StaffError::LinkSpent)
    ));
    let chosen = choose(&office.app, &late, "Bo", SECRET, NOBODY).await;
    assert!(matches!(chosen, Err(StaffError::LinkSpent)));
    // What was chosen, and the secrets, are gone with the sweep.
    crate::housekeeping::sweep(&office.app).await.unwrap();
    let kept: i64 = sqlx::query_scalar("select count(*) from staff_invitations where totp_secret is not null")
        .fetch_one(&office.app.pool)
        .await
        .unwrap();
    assert_eq!(kept, 0);
    office.close().await;
}

#[tokio::test]
async fn a_newer_invitation_ends_the_older_and_an_owner_takes_one_back() {
    let office = Office::open().await;
    let older = office.invited(ANA, Role::Orders).await;
    let newer = office.invited("ANA@example.com", Role::Analyst).await;

    assert!(matches!(
        show_invitation(&office.app, &older).await,
        Err(StaffError::LinkSpent)
    ));
    let open = list_invitations(&office.app, By::Cli).await.unwrap();
    assert_eq!(open.len(), 1);
    let id = open[0].staff_invitation_id;
    revoke_invitation(&office.app, By::Cli, id).await.unwrap();
    assert!(matches!(
        show_invitation(&office.app, &newer).await,
        Err(StaffError::LinkSpent)
    ));
    for id in [id, StaffInvitationId(uuid::Uuid::now_v7())] {
        let again = revoke_invitation(&office.app, By::Cli, id).await;
        assert!(matches!(again, Err(StaffError::NoSuchInvitation)));
    }
    office.close().await;
}

#[tokio::test]
async fn nobody_joins_without_password_and_second_factor_and_roles_are_those_of_the_invitation() {
    let office = Office::open().await;
    let token = office.invited(ANA, Role::Analyst).await;
    let authenticator = office.authenticator(ANA).await;
    let code = authenticator.code_at(office.app.clock.now());

    let early = accept_with_code(&office.app, &token, &code, NOBODY).await;
    assert!(matches!(early, Err(StaffError::NotChosen)));
    let weak = choose(&office.app, &token, "", ANA, NOBODY).await;
    let Err(StaffError::Invalid(faults)) = weak else {
        panic!("a guessable password is taken")
    };
    assert_eq!(
        faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(),
        ["name", "password"]
    );
    choose(&office.app, &token, "Ana", SECRET, NOBODY).await.unwrap();
    let wrong = accept_with_code(&office.app, &token, "000000", NOBODY).await;
    assert!(matches!(wrong, Err(StaffError::Invalid(_))) || code == "000000");
    let welcome = accept_with_code(&office.app, &token, &code, NOBODY).await.unwrap();
    let signed_in = office.who(&welcome.session_token).await.unwrap();
    assert_eq!(signed_in.roles, Roles::new([Role::Analyst]).unwrap());
    office.close().await;
}

#[tokio::test]
async fn a_member_is_not_invited_again_and_nonsense_not_at_all() {
    let office = Office::open().await;
    office.clerk(ANA, Role::Owner).await;
    let roles = Roles::new([Role::Orders]).unwrap();

    let again = invite(&office.app, By::Cli, "Ana@Example.com", &roles).await;
    assert!(matches!(again, Err(StaffError::AlreadyStaff)));
    let nonsense = invite(&office.app, By::Cli, "nonsense", &roles).await;
    assert!(matches!(nonsense, Err(StaffError::Invalid(_))));
    office.close().await;
}
