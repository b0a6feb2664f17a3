//! Why something with the staff was not done.

use crate::guard::{GuardError, words};
use crate::mail::MailingError;
use crate::refusal::{Refusal, apology};
use adapters::passkey::PasskeyError;
use adapters::password::PasswordError;
use adapters::qr::QrError;
use adapters::totp::AuthenticatorError;
use chrono::Duration;
use domain::checkout::FieldError;
use domain::customer::MAX_PASSKEYS;
use domain::kind::{HasKind, Kind};
use store::error::StoreError;

/// See the variants.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// The session is over, or there never was one.
    #[error("no member is signed in")]
    NotSignedIn,
    /// The member's roles do not allow it.
    #[error("the roles do not allow it")]
    Forbidden,
    /// Address and password do not go together; which of them is wrong is not told.
    #[error("address and password do not go together")]
    WrongPassword,
    /// Neither a code of the authenticator that counts now and was not used, nor an unused recovery code.
    #[error("the code is not right")]
    WrongCode,
    /// The password was typed too long ago, or in another browser.
    #[error("the second step is not due")]
    StepSpent,
    /// Too many tries of late.
    #[error("tried too often; free again in {} s", wait.num_seconds())]
    TooOften {
        /// Until the next try, above zero.
        wait: Duration,
    },
    /// The invitation was accepted, revoked, has expired, or never was one.
    #[error("the invitation does not work any more")]
    LinkSpent,
    /// Name and password come before the second factor.
    #[error("name and password were not chosen yet")]
    NotChosen,
    /// No new authenticator was begun.
    #[error("no authenticator is being set up")]
    NothingToConfirm,
    /// Fields are at fault; never empty.
    #[error("{} fields are at fault", .0.len())]
    Invalid(Vec<FieldError>),
    /// The address is a member's.
    #[error("the address is a member's already")]
    AlreadyStaff,
    /// Somebody else invited the same address in this moment.
    #[error("the address was invited in this moment")]
    InvitedMeanwhile,
    /// Nobody would be left who may invite.
    #[error("this is the last owner")]
    LastOwner,
    /// The member could not sign in any more.
    #[error("this is the member's last second factor")]
    LastFactor,
    /// There is no such member.
    #[error("there is no such member")]
    NoSuchMember,
    /// There is no such invitation, or it is over.
    #[error("there is no such invitation")]
    NoSuchInvitation,
    /// An answer to a challenge that was answered, is over, or was another's.
    #[error("the challenge is over")]
    PasskeySpent,
    /// The key is not known, or did not sign this challenge on our page; which of it is not told.
    #[error("the passkey is not one that works here")]
    PasskeyRefused,
    /// The key was used elsewhere in between, so somebody has a copy.
    #[error("the passkey was copied")]
    PasskeyCopied,
    /// The member has as many as there may be.
    #[error("there is no room for another passkey")]
    PasskeysFull,
    /// Mails do not leave this shop.
    #[error("no mail server is configured")]
    NoMailer,
    /// The mail could not be written.
    #[error("the mail could not be written")]
    Mail(#[from] MailingError),
    /// The password could not be looked at.
    #[error("the password could not be looked at")]
    Password(#[from] PasswordError),
    /// There can be no ceremony, because of the shop's address or of what is kept.
    #[error("passkeys do not work")]
    Passkey(#[from] PasskeyError),
    /// A stored secret does not read.
    #[error("the authenticator cannot be used")]
    Authenticator(#[from] AuthenticatorError),
    /// The picture could not be drawn.
    #[error("the QR code could not be drawn")]
    Qr(#[from] QrError),
    /// Reading or writing failed.
    #[error("the staff could not be read or written")]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for StaffError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl StaffError {
    /// A fault of one field.
    pub(super) fn field(field: &'static str, text: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, text)])
    }
}

impl From<GuardError> for StaffError {
    fn from(error: GuardError) -> Self {
        match error {
            GuardError::TooOften { wait } => Self::TooOften { wait },
            GuardError::Store(error) => Self::Store(error),
        }
    }
}

impl HasKind for StaffError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn | Self::Forbidden => Kind::Forbidden,
            Self::WrongPassword | Self::WrongCode | Self::PasskeyRefused | Self::PasskeyCopied | Self::Invalid(_) => {
                Kind::Invalid
            }
            Self::TooOften { .. }
            | Self::StepSpent
            | Self::NotChosen
            | Self::NothingToConfirm
            | Self::AlreadyStaff
            | Self::InvitedMeanwhile
            | Self::LastOwner
            | Self::LastFactor
            | Self::PasskeysFull
            | Self::PasskeySpent => Kind::Conflict,
            Self::LinkSpent | Self::NoSuchMember | Self::NoSuchInvitation => Kind::NotFound,
            Self::Passkey(PasskeyError::NoDomain) => Kind::NotFound,
            Self::NoMailer | Self::Password(PasswordError::Busy) => Kind::Unavailable,
            Self::Mail(error) => error.kind(),
            Self::Password(_) | Self::Passkey(_) | Self::Authenticator(_) | Self::Qr(_) => Kind::Internal,
            Self::Store(error) => error.kind(),
        }
    }
}

impl Refusal for StaffError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "not_signed_in",
            Self::Forbidden => "forbidden",
            Self::WrongPassword => "wrong_password",
            Self::WrongCode => "wrong_code",
            Self::StepSpent => "step_spent",
            Self::TooOften { .. } => "too_often",
            Self::LinkSpent => "link_spent",
            Self::NotChosen => "not_chosen",
            Self::NothingToConfirm => "nothing_to_confirm",
            Self::Invalid(_) => "fields_invalid",
            Self::AlreadyStaff => "already_staff",
            Self::InvitedMeanwhile => "invited_meanwhile",
            Self::LastOwner => "last_owner",
            Self::LastFactor => "last_factor",
            Self::NoSuchMember => "member_not_found",
            Self::NoSuchInvitation => "invitation_not_found",
            Self::PasskeySpent => "passkey_spent",
            Self::PasskeyRefused => "passkey_refused",
            Self::PasskeyCopied => "passkey_copied",
            Self::PasskeysFull => "passkeys_full",
            Self::NoMailer => "no_mailer",
            Self::Mail(_) => "mail",
            Self::Password(_) => "password",
            Self::Passkey(_) => "passkey",
            Self::Authenticator(_) | Self::Qr(_) => "authenticator",
            Self::Store(_) => "store",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NotSignedIn => "Please sign in first.".into(),
            Self::Forbidden => "Your roles do not allow this. An owner can change them.".into(),
            Self::WrongPassword => "E-mail address and password do not go together. Please try again.".into(),
            Self::WrongCode => {
                "This code is not right, or was used already. Wait for the next one and try again.".into()
            }
            Self::StepSpent => "That took too long. Please sign in again.".into(),
            Self::TooOften { wait } => format!("That was tried too often. Please try again in {}.", words(*wait)),
            Self::LinkSpent => {
                "This invitation was accepted already, was taken back, or has expired. Ask an owner for a new one."
                    .into()
            }
            Self::NotChosen => "Choose a name and a password first.".into(),
            Self::NothingToConfirm => "Start again: no authenticator is being set up.".into(),
            Self::Invalid(_) => "Please look at the marked fields.".into(),
            Self::AlreadyStaff => "This address belongs to a member already.".into(),
            Self::InvitedMeanwhile => "Somebody invited this address in this moment. Look at the list again.".into(),
            Self::LastOwner => "This is the last owner who may sign in. Make somebody else an owner first.".into(),
            Self::LastFactor => {
                "Without it you could not sign in any more. Set up an authenticator or add another passkey first."
                    .into()
            }
            Self::NoSuchMember => "There is no such member.".into(),
            Self::NoSuchInvitation => "This invitation is over already.".into(),
            Self::PasskeySpent => "That took too long, or was done already. Please try again.".into(),
            Self::PasskeyRefused => "This passkey does not work here.".into(),
            Self::PasskeyCopied => {
                "Somebody has a copy of this passkey, so it does not work any more. Sign in otherwise and remove it."
                    .into()
            }
            Self::PasskeysFull => format!("A member has at most {MAX_PASSKEYS} passkeys. Remove one to add another."),
            Self::Passkey(PasskeyError::NoDomain) => "Passkeys do not work at this address of the shop.".into(),
            Self::NoMailer => {
                "This shop cannot send mail at the moment. `vitrine staff invite` prints the link instead.".into()
            }
            Self::Mail(_)
            | Self::Password(_)
            | Self::Passkey(_)
            | Self::Authenticator(_)
            | Self::Qr(_)
            | Self::Store(_) => apology(self.kind()),
        }
    }
}
