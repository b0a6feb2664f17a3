//! Roles, disabling, and the owner who is always left.

use super::{Office, from_here};
use crate::staff::{
    By, StaffError, change_roles, disable, enable, end_sessions_of, get, invite, list_invitations, list_members,
    revoke_invitation,
};
use domain::id::StaffInvitationId;
use domain::staff::{AuditSearch, Role, Roles};

fn roles(role: Role) -> Roles {
    Roles::new([role]).unwrap()
}

#[tokio::test]
async fn verbs_ask_for_the_permission_themselves() {
    let office = Office::open().await;
    office.clerk("owner@example.com", Role::Owner).await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Owner) {
        let clerk = office.clerk(&format!("{}@example.com", role.as_str()), role).await;
        let signed_in = office.who(&clerk.session).await.unwrap();
        let (by, id) = (from_here(&signed_in), signed_in.staff_member_id);
        let other = StaffInvitationId(uuid::Uuid::now_v7());

        let refused = [
            list_members(&office.app, by).await.map(drop),
            list_invitations(&office.app, by).await.map(drop),
            get(&office.app, by, id).await.map(drop),
            invite(&office.app, by, "x@example.com", &roles(Role::Owner))
                .await
                .map(drop),
            revoke_invitation(&office.app, by, other).await,
            change_roles(&office.app, by, id, &roles(Role::Owner)).await,
            disable(&office.app, by, id).await,
            enable(&office.app, by, id).await,
            crate::audit::search(&office.app, by, &AuditSearch::default())
                .await
                .map(drop),
        ];
        for (verb, refused) in refused.into_iter().enumerate() {
            assert!(matches!(refused, Err(StaffError::Forbidden)), "{role:?}, verb {verb}");
        }
    }
    office.close().await;
}

#[tokio::test]
async fn the_last_owner_is_neither_disabled_nor_given_other_roles() {
    let office = Office::open().await;
    let ana = office.clerk("ana@example.com", Role::Owner).await;
    let bo = office.clerk("bo@example.com", Role::Owner).await;
    let (ana, bo) = (
        office.who(&ana.session).await.unwrap(),
        office.who(&bo.session).await.unwrap(),
    );
    disable(&office.app, from_here(&ana), bo.staff_member_id).await.unwrap();

    let disabled = disable(&office.app, By::Cli, ana.staff_member_id).await;
    assert!(matches!(disabled, Err(StaffError::LastOwner)));
    let changed = change_roles(&office.app, from_here(&ana), ana.staff_member_id, &roles(Role::Orders)).await;
    assert!(matches!(changed, Err(StaffError::LastOwner)));
    enable(&office.app, By::Cli, bo.staff_member_id).await.unwrap();
    change_roles(&office.app, By::Cli, ana.staff_member_id, &roles(Role::Orders))
        .await
        .unwrap();
    office.close().await;
}

#[tokio::test]
async fn two_owners_who_disable_each_other_at_once_leave_one() {
    let office = Office::open().await;
    let ana = office.clerk("ana@example.com", Role::Owner).await;
    let bo = office.clerk("bo@example.com", Role::Owner).await;
    let (ana, bo) = (
        office.who(&ana.session).await.unwrap(),
        office.who(&bo.session).await.unwrap(),
    );

    let (one, two) = tokio::join!(
        disable(&office.app, from_here(&ana), bo.staff_member_id),
        disable(&office.app, from_here(&bo), ana.staff_member_id)
    );

    assert!(one.is_ok() != two.is_ok());
    office.close().await;
}

#[tokio::test]
async fn other_roles_and_disabling_end_all_sessions_at_once() {
    let office = Office::open().await;
    let owner = office.clerk("owner@example.com", Role::Owner).await;
    let ana = office.clerk("ana@example.com", Role::Orders).await;
    let owner = office.who(&owner.session).await.unwrap();
    let (by, id) = (
        from_here(&owner),
        office.who(&ana.session).await.unwrap().staff_member_id,
    );

    change_roles(&office.app, by, id, &roles(Role::Analyst)).await.unwrap();
    assert!(office.who(&ana.session).await.is_err());
    let session = office.enter(&ana).await.unwrap();
    assert_eq!(office.who(&session).await.unwrap().roles, roles(Role::Analyst));
    // The same roles again change nothing and end nothing.
    change_roles(&office.app, by, id, &roles(Role::Analyst)).await.unwrap();
    assert!(office.who(&session).await.is_ok());
    disable(&office.app, by, id).await.unwrap();
    assert!(office.who(&session).await.is_err());
    assert!(matches!(office.enter(&ana).await, Err(StaffError::WrongPassword)));
    enable(&office.app, by, id).await.unwrap();
    let session = office.enter(&ana).await.unwrap();
    assert_eq!(end_sessions_of(&office.app, by, id).await.unwrap(), 1);
    assert!(office.who(&session).await.is_err());
    office.close().await;
}
